package io.driftline.identity;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Server-made identifiers: 128 random bits as 26 letters of the base-32 alphabet {@code a-z2-7}. */
public final class Ids {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A fresh identifier; safe as a key, an address or a path segment. */
    public static String random() {
        var bytes = new byte[26];
        RANDOM.nextBytes(bytes);
        var letters = new StringBuilder(26);
        for (byte b : bytes) {
            letters.append(ALPHABET.charAt(b & 31));
        }
        return letters.toString();
    }

    /** Whether the text has the form of an identifier of this installation. */
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    public static String require(String value, String what) {
        if (!isId(value)) {
            throw new IllegalArgumentException("not a " + what + " id");
        }
        return value;
    }
}
