package io.driftline.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.identity.Email;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordRulesTest {
    private static final Email EMAIL = Email.parse("ada.lovelace@lab.org");
    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elevenchars",
                "aaaaaaaaaaaaaaaa",
                "abababababab",
                "Password12345",
                "123456789012",
                "Correct Horse Battery Staple",
                "correct horse battery staple1!",
                "iloveyou iloveyou",
                "dragon!1999!7",
                "ＱＷＥＲＴＹ１２３４５６",
                "superman+superman",
                "1qaz2wsx3edc",
                "ada.lovelace@lab.org",
                "driftline-ada.lovelace",
                "Ada Lovelace 1",
                "with a \u0000 inside it",
                "broken \ud800 surrogate"
            })
    void refusesWhatIsEasilyGuessedOrNoText(String password) {
        assertThatThrownBy(() -> rules.check(password, EMAIL, "Ada Lovelace"))
                .isInstanceOfSatisfying(ServiceException.class, refused -> {
                    if (refused.type() != ProblemType.WEAK_PASSWORD) {
                        throw refused;
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a walk along the drift line", "seven herons by the estuary", "抗原漂移预测服务的密码很长呢", "k3!vQz_81mTe"})
    void acceptsLongOnesAsTyped(String password) {
        assertThatCode(() -> rules.check(password, EMAIL, "Ada Lovelace")).doesNotThrowAnyException();
    }

    @Test
    void knowsMoreThanTenThousandOfTheCommonest() {
        assertThat(new CommonPasswords().size()).isGreaterThan(90_000);
    }

    @Test
    void countsCodePointsAndRefusesMoreThan128() {
        var letters = "0729463815𝔞".repeat(12);
        assertThatThrownBy(() -> rules.check("x".repeat(129), EMAIL, "Ada")).isInstanceOf(ServiceException.class);
        assertThatCode(() -> rules.check(letters.substring(0, letters.offsetByCodePoints(0, 128)), EMAIL, "Ada"))
                .doesNotThrowAnyException();
    }
}
