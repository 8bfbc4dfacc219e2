package io.driftline.accounts;

import io.driftline.config.Config;
import io.driftline.identity.Secrets;
import io.vertx.core.buffer.Buffer;

/**
 * Who may sign up. The first account, its operator's, always may: without it nobody could invite. Whoever comes first is it,
 * so an installation is signed up to before it is shown to anybody.
 *
 * @param invitation hash of the code that was given; empty if none was
 */
public record Registration(Config.Registration setting, Buffer invitation) {
    /**
     * What somebody asks for who signs up now.
     *
     * @param code of an invitation, or empty
     */
    public static Registration of(Config.Registration setting, String code) {
        return new Registration(setting, code.isEmpty() ? Buffer.buffer() : Secrets.hash(code));
    }
}
