package io.driftline.mail;

import io.driftline.config.Mail;
import io.driftline.config.Secret;
import io.driftline.tls.TlsOptions;
import io.driftline.words.Language;
import io.driftline.words.MailWords;
import io.driftline.words.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is written to users: plain text with a link to a page of this installation, in the language that asked for it. */
public final class Letters {
    private static final int PATIENCE_SECONDS = 20;

    private final MailClient client;
    private final String from;
    private final String site;

    /** @param site the address of this installation, without a slash at its end */
    public Letters(Vertx vertx, Mail settings, String site) {
        client = MailClient.create(vertx, config(settings));
        from = settings.from();
        this.site = site;
    }

    private static MailConfig config(Mail settings) {
        var encryption = Optional.ofNullable(settings.encryption()).orElse(Mail.Encryption.STARTTLS);
        var config = new MailConfig()
                .setHostname(settings.host())
                .setPort(settings.port())
                .setSsl(encryption == Mail.Encryption.TLS)
                .setStarttls(
                        encryption == Mail.Encryption.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(settings.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setUsername(settings.user())
                .setPassword(Optional.ofNullable(settings.password())
                        .map(Secret::value)
                        .orElse(null))
                .setHostnameVerificationAlgorithm("HTTPS")
                .setKeepAlive(false);
        TlsOptions.call(config, settings.ca());
        return config;
    }

    /** The link by which a lost password is replaced, once, within so many hours; fails if the server does not take it. */
    public Future<Void> passwordLink(String to, String code, long hours, Language language) {
        return send(
                to,
                language,
                MailWords.RESET_SUBJECT.message(),
                MailWords.RESET.message(site + "/reset#code=" + code, hours));
    }

    /** The link by which somebody signs up, once, within so many days; fails if the server does not take it. */
    public Future<Void> invitation(String to, String code, long days, Language language) {
        return send(
                to,
                language,
                MailWords.INVITATION_SUBJECT.message(),
                MailWords.INVITATION.message(site + "/signup#invitation=" + code, days));
    }

    private Future<Void> send(String to, Language language, Message subject, Message text) {
        return client.sendMail(new MailMessage()
                        .setFrom(from)
                        .setTo(to)
                        .setSubject(language.text(subject))
                        .setText(language.text(text)))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .mapEmpty();
    }
}
