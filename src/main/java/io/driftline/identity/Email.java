package io.driftline.identity;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address. Only its outer form is checked: nothing is sent to it.
 *
 * @param typed as the user wrote it
 * @param key what is compared: {@code Ada@Lab.org} and {@code ada@lab.org} are one account
 */
public record Email(String typed, String key) {
    private static final Pattern FORM = Pattern.compile("[^@\\p{C}\\p{Z}]+@[^@\\p{C}\\p{Z}]+");
    private static final int MAX_LETTERS = 254;
    private static final int FINGERPRINT_BYTES = 6;

    /** Fails with INVALID_FIELD if the text does not look like an address. */
    public static Email parse(String text) {
        var typed = text.strip();
        if (typed.length() > MAX_LETTERS || !FORM.matcher(typed).matches()) {
            throw ServiceException.ofField(ProblemType.INVALID_FIELD, "/email", AccountWords.EMAIL_FORM.message());
        }
        return new Email(typed, keyOf(typed));
    }

    /** Tells attempts at one account from those at another in logs, without the address. */
    public static String fingerprint(String text) {
        return HexFormat.of().formatHex(Secrets.sha256("log:" + lenient(text).key()), 0, FINGERPRINT_BYTES);
    }

    /** For signing in, where a malformed address is just an unknown one. */
    public static Email lenient(String text) {
        var typed = text.strip();
        return new Email(typed, keyOf(typed));
    }

    private static String keyOf(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The part before the {@code @}. */
    public String localPart() {
        return key.substring(0, Math.max(0, key.indexOf('@')));
    }
}
