package io.driftline.config;

import io.netty.util.NetUtil;
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

    static void filled(String setting, String given, String needed) {
        if (given.isBlank()) {
            throw refusal(setting, given, needed);
        }
    }

    static void address(String setting, String given) {
        if (!NetUtil.isValidIpV4Address(given) && !NetUtil.isValidIpV6Address(given)) {
            throw refusal(setting, given, "addresses of hosts, such as 10.0.0.7 or fd00::7");
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
