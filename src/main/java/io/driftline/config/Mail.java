package io.driftline.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes mail to users.
 *
 * @param encryption how its connection is protected; {@code starttls} where that is not said
 * @param user as whom mail is handed over, if the server asks
 * @param from who it says that it comes from
 * @param ca PEM file of who signs the server's certificate
 */
public record Mail(
        String host,
        int port,
        @Nullable Encryption encryption,
        @Nullable String user,
        @Nullable Secret password,
        String from,
        @Nullable Path ca) {
    public Mail {
        Check.filled("accounts.mail.host", host, "the mail server's name, such as mail.example.org");
        Check.range("accounts.mail.port", port, 1, 65535);
        if (!from.matches("[^@\\s<>\"]+@[^@\\s<>\"]+")) {
            throw Check.refusal("accounts.mail.from", from, "one address, such as driftline@example.org");
        }
        if ((user == null) != (password == null)) {
            throw Check.refusal(
                    user == null ? "accounts.mail.user" : "accounts.mail.password",
                    "",
                    "given together with the other of user and password, or neither");
        }
    }

    public enum Encryption {
        STARTTLS,
        TLS,
        NONE
    }
}
