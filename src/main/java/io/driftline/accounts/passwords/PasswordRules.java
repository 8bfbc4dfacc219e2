package io.driftline.accounts.passwords;

import io.driftline.identity.Email;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.driftline.words.Message;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which passwords are accepted: long ones that are not easily guessed. No rule asks for kinds of letters, and a
 * password is taken as typed (NIST SP 800-63B, OWASP ASVS 6.2).
 */
public final class PasswordRules {
    static final int MIN_LETTERS = 12;
    static final int MAX_LETTERS = 128;
    private static final int MIN_DISTINCT = 5;
    private static final int MIN_OWN_LETTERS = 8;
    private static final String SERVICE = "driftline";

    private final CommonPasswords common = new CommonPasswords();

    /** Fails with WEAK_PASSWORD and what would be right. */
    public void check(String password, Email email, String name) {
        int letters = password.codePointCount(0, password.length());
        if (letters < MIN_LETTERS) {
            throw refused(AccountWords.PASSWORD_SHORT.message(MIN_LETTERS));
        }
        requireUsable(password);
        if (password.codePoints().distinct().count() < MIN_DISTINCT) {
            throw refused(AccountWords.PASSWORD_REPEATS.message());
        }
        if (isRun(password)) {
            throw refused(AccountWords.PASSWORD_RUNS.message());
        }
        var folded = CommonPasswords.folded(password);
        if (folded.length() - common.lettersIn(folded) < Math.min(MIN_OWN_LETTERS, folded.length())) {
            throw refused(AccountWords.PASSWORD_COMMON.message());
        }
        if (saysWhoItIs(password, email, name)) {
            throw refused(AccountWords.PASSWORD_OWN.message());
        }
    }

    /** What no stored password can be, so that signing in with it is refused before any hashing. */
    public static void requireUsable(String password) {
        if (password.codePointCount(0, password.length()) > MAX_LETTERS) {
            throw refused(AccountWords.PASSWORD_LONG.message(MAX_LETTERS));
        }
        if (password.codePoints().anyMatch(PasswordRules::notText)) {
            throw refused(AccountWords.PASSWORD_CHARACTERS.message());
        }
    }

    /** Three quarters of the characters repeat or follow the one before, as in 123456789012. */
    private static boolean isRun(String password) {
        var points = password.codePoints().toArray();
        int steps = 0;
        for (int i = 1; i < points.length; i++) {
            steps += Math.abs(points[i] - points[i - 1]) <= 1 ? 1 : 0;
        }
        return steps * 4 >= points.length * 3;
    }

    private static boolean notText(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean saysWhoItIs(String password, Email email, String name) {
        var own = CommonPasswords.folded(password);
        var words = Stream.of(email.key(), email.localPart(), name.toLowerCase(Locale.ROOT), SERVICE)
                .filter(word -> word.length() >= 4)
                .toList();
        for (var word : words) {
            own = own.replace(word, "");
        }
        return own.length() < Math.min(MIN_OWN_LETTERS, password.length());
    }

    private static ServiceException refused(Message said) {
        return ServiceException.ofField(ProblemType.WEAK_PASSWORD, "/password", said);
    }
}
