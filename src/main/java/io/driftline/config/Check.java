package io.driftline.config;

import java.time.Duration;
import java.util.Base64;

/** The rules of single settings; each refusal names the setting, what was given and what would be right. */
final class Check {
    private static final int KEY_BYTES = 32;

    private Check() {}

    static StartException refusal(String setting, Object given, String needed) {
        return new StartException("Setting " + setting + " is \"" + given + "\", but it must be " + needed + " ("
                + Settings.variable(setting) + " in the environment).");
    }

    static void range(String setting, long given, long least, long most) {
        if (given < least || given > most) {
            throw refusal(setting, given, "a whole number from " + least + " to " + most);
        }
    }

    static void port(String setting, int given) {
        range(setting, given, 0, 65535);
    }

    static void atLeast(String setting, int given, int least) {
        range(setting, given, least, Integer.MAX_VALUE);
    }

    static void positive(String setting, Duration given) {
        if (given.isZero() || given.isNegative()) {
            throw refusal(setting, given, "longer than nothing, such as \"10 s\"");
        }
    }

    static void notNegative(String setting, Duration given) {
        if (given.isNegative()) {
            throw refusal(setting, given, "nothing, \"0 s\", or longer, such as \"30 d\"");
        }
    }

    static void filled(String setting, String given, String needed) {
        if (given.isBlank()) {
            throw refusal(setting, given, needed);
        }
    }

    static void network(String setting, String given) {
        if (Network.parse(given).isEmpty()) {
            throw refusal(
                    setting,
                    given,
                    "addresses of hosts, such as 10.0.0.7 or fd00::7, or of networks, such as 10.1.0.0/16 or fd00:1::/64,"
                            + " with nothing behind the network's bits");
        }
    }

    static void ownUser(BrokerServer broker) {
        if (broker.user().equals("guest")) {
            throw refusal("broker.user", "guest", "an account of its own: everybody knows guest");
        }
    }

    /** Signing in from elsewhere needs to know where this is, and whom it may believe. */
    static void signIns(Config.Server server, Config.Accounts accounts) {
        if (accounts.openid() != null && server.publicUrl() == null) {
            throw refusal("server.publicUrl", "", "the address to which accounts.openid sends browsers back");
        }
        if (accounts.mail() != null && server.publicUrl() == null) {
            throw refusal("server.publicUrl", "", "the address that links in letters by accounts.mail begin with");
        }
        if (accounts.proxy() != null && server.trustedProxies().isEmpty()) {
            throw refusal("server.trustedProxies", "", "the proxies whose accounts.proxy headers are believed");
        }
    }

    /** A secret that only an operator of real servers can know; never shown, whatever it holds. */
    static void secret(String setting, Secret given) {
        if (given.isEmpty()) {
            throw new StartException("Setting " + setting + " is empty, but real servers need it: give it as "
                    + Settings.variable(setting) + " in the environment.");
        }
    }

    static void key(String setting, Secret given) {
        secret(setting, given);
        if (decodedLength(given.value()) < KEY_BYTES) {
            throw new StartException("Setting " + setting + " is too weak or not base64url: give at least " + KEY_BYTES
                    + " random bytes, such as `openssl rand -base64 32 | tr +/ -_ | tr -d =` prints, as "
                    + Settings.variable(setting) + " in the environment.");
        }
    }

    private static int decodedLength(String key) {
        try {
            return Base64.getUrlDecoder().decode(key).length;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }
}
