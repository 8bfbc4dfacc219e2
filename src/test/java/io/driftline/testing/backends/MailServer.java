package io.driftline.testing.backends;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** A mail server, made by others, that takes letters from whoever knows the password and keeps them. */
public final class MailServer implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final String USER = "driftline";
    private static final String PASSWORD = "known to both";

    private final GreenMail server;

    /** @param encrypted whether it speaks TLS alone, with a certificate that nobody knows */
    public MailServer(boolean encrypted) {
        var setup = (encrypted ? ServerSetup.SMTPS : ServerSetup.SMTP).dynamicPort();
        server = new GreenMail(setup);
        server.setUser(USER, PASSWORD);
        start();
    }

    private void start() {
        var starting = new Thread(new Threads(), server::start);
        starting.start();
        try {
            starting.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The settings by path of an installation at this port that hands its letters over here. */
    public Map<String, String> settings(int port, String encryption) {
        int here = server.getSmtp() == null
                ? server.getSmtps().getPort()
                : server.getSmtp().getPort();
        return new HashMap<>(Map.of(
                "server.port",
                Integer.toString(port),
                "server.publicUrl",
                "http://127.0.0.1:" + port,
                "accounts.mail.host",
                "127.0.0.1",
                "accounts.mail.port",
                Integer.toString(here),
                "accounts.mail.encryption",
                encryption,
                "accounts.mail.user",
                USER,
                "accounts.mail.password",
                PASSWORD,
                "accounts.mail.from",
                "driftline@lab.org"));
    }

    /** All that have come. */
    public List<MimeMessage> letters() {
        return Arrays.asList(server.getReceivedMessages());
    }

    /** Waits until so many have come; answers whether they did. */
    public boolean awaits(int letters) {
        return server.waitForIncomingEmail(10_000, letters);
    }

    /** What a letter says. */
    public static String text(MimeMessage letter) {
        try {
            return letter.getContent().toString();
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException(GreenMailUtil.getWholeMessage(letter), unreadable);
        }
    }

    /** The one link of a letter. */
    public static String link(MimeMessage letter) {
        var found = LINK.matcher(text(letter));
        if (!found.find()) {
            throw new AssertionError(text(letter));
        }
        return found.group();
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * A thread of the server ends with an exception where a caller breaks off, as one does that trusts another certificate. That is no
     * failure of whatever test happens to wait at the time.
     */
    private static final class Threads extends ThreadGroup {
        Threads() {
            super("mail server");
        }

        @Override
        public void uncaughtException(Thread thread, Throwable broken) {
            LoggerFactory.getLogger(MailServer.class).info("broken off", broken);
        }
    }
}
