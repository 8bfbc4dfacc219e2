package io.driftline.accounts;

import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which passwords are accepted: long ones that are not easily guessed. No rule asks for kinds of letters, and a
 * password is taken as typed (NIST SP 800-63B, OWASP ASVS 6.2).
 */
final class PasswordRules {
    static final int MIN_LETTERS = 12;
    static final int MAX_LETTERS = 128;
    private static final int MIN_DISTINCT = 5;
    private static final int MIN_OWN_LETTERS = 8;
    private static final String SERVICE = "driftline";

    private final CommonPasswords common = new CommonPasswords();

    /** Fails with WEAK_PASSWORD and what would be right. */
    void check(String password, Email email, String name) {
        int letters = password.codePointCount(0, password.length());
        if (letters < MIN_LETTERS) {
            throw refused("A password has at least " + MIN_LETTERS + " characters; a short sentence works well.");
        }
        requireUsable(password);
        if (password.codePoints().distinct().count() < MIN_DISTINCT) {
            throw refused("This password repeats too few characters; choose a less regular one.");
        }
        if (isRun(password)) {
            throw refused("This password counts or runs through the alphabet; choose a less regular one.");
        }
        var folded = CommonPasswords.folded(password);
        if (folded.length() - common.lettersIn(folded) < Math.min(MIN_OWN_LETTERS, folded.length())) {
            throw refused("This password is among the commonest, or little more than one of them; choose another one.");
        }
        if (saysWhoItIs(password, email, name)) {
            throw refused("This password is little more than your name, e-mail or the name of this service.");
        }
    }

    /** What no stored password can be, so that signing in with it is refused before any hashing. */
    static void requireUsable(String password) {
        if (password.codePointCount(0, password.length()) > MAX_LETTERS) {
            throw refused("A password has at most " + MAX_LETTERS + " characters.");
        }
        if (password.codePoints().anyMatch(PasswordRules::notText)) {
            throw refused("A password has no control characters and no broken ones.");
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

    private static ServiceException refused(String detail) {
        return ServiceException.of(ProblemType.WEAK_PASSWORD, detail, List.of(InputFault.ofField("/password", detail)));
    }
}
