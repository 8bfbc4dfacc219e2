package io.driftline.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signing in as whom a trusted proxy names.
 *
 * @param userHeader in which it writes who somebody is: a name, or an e-mail, that is never given to another person
 * @param emailHeader in which it writes their e-mail; where it is not said, {@code userHeader} has to be one
 * @param nameHeader in which it writes what they are called
 */
public record ProxySignIn(String userHeader, @Nullable String emailHeader, @Nullable String nameHeader) {
    private static final Set<String> OTHERS =
            Set.of("authorization", "cookie", "host", "origin", "forwarded", "x-forwarded-for", "x-forwarded-proto");

    public ProxySignIn {
        check("userHeader", userHeader);
        check("emailHeader", emailHeader);
        check("nameHeader", nameHeader);
    }

    private static void check(String setting, @Nullable String header) {
        if (header != null && (!header.matches("[A-Za-z0-9-]{1,100}") || OTHERS.contains(lower(header)))) {
            throw Check.refusal(
                    "accounts.proxy." + setting,
                    header,
                    "the name of a header that the proxy sets for each request and nobody else means anything by, such as"
                            + " X-Remote-User");
        }
    }

    private static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }
}
