package io.driftline.browser.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.Operators;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking after one's own account with nothing but the page. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountBrowserIT {
    private static final String FRESH = "nine slow herons";

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @Test
    void aNewPasswordSignsOtherBrowsersOut(Stack stack) {
        try (var here = visitor(stack, "en-GB").withAccount();
                var there = visitor(stack, "en-GB")) {
            signIn(there, here.email(), Visitor.PASSWORD);
            there.open("/history");
            assertThat(there.part("history-empty")).isVisible();
            here.open("/account");
            assertThat(here.part("session-row")).hasCount(2);
            assertThat(here.part("session-current")).hasCount(1);

            here.part("password-currentPassword").fill("not the password");
            here.part("password-password").fill(FRESH);
            here.part("password-change").click();
            assertThat(here.part("error")).hasAttribute("data-type", Pattern.compile("account/wrong-password"));
            assertThat(here.part("password-currentPassword")).hasAttribute("aria-invalid", "true");
            here.part("password-currentPassword").fill(Visitor.PASSWORD);
            here.part("password-change").click();

            assertThat(here.part("password-changed")).isVisible();
            assertThat(here.part("session-row")).hasCount(1);
            assertThat(there.part("sign-in-form")).isVisible();
            signIn(there, here.email(), FRESH);
            assertThat(here.complaints()).isEmpty();
            assertThat(there.complaints()).isEmpty();
        }
    }

    @Test
    void aForgottenSessionIsEndedFromElsewhere(Stack stack) {
        try (var here = visitor(stack, "en-GB").withAccount();
                var there = visitor(stack, "en-GB")) {
            signIn(there, here.email(), Visitor.PASSWORD);
            there.open("/history");
            assertThat(there.part("history-empty")).isVisible();
            here.open("/account");
            here.part("session-end").click();
            here.part("sessions-password").fill("not the right password");
            here.part("sessions-confirm").click();
            assertThat(here.part("error")).isVisible();
            assertThat(here.part("session-row")).hasCount(2);
            here.part("sessions-password").fill(Visitor.PASSWORD);
            here.part("sessions-confirm").click();
            assertThat(here.part("session-row")).hasCount(1);
            assertThat(there.part("sign-in-form")).isVisible();
        }
    }

    @Test
    void aTokenMayDoWhatWasTicked(Stack stack) {
        try (var visitor = visitor(stack, "en-GB").withAccount()) {
            visitor.open("/account");
            visitor.part("token-name").fill("reader");
            visitor.part("token-scope").nth(1).uncheck();
            visitor.part("token-create").click();

            assertThat(visitor.part("token-row")).containsText("Read predictions");
            assertThat(visitor.part("token-row")).not().containsText("submit");
            var token = visitor.part("token-secret").inputValue();
            var asScript = RequestOptions.create().setHeader("Authorization", "Bearer " + token);
            assertThat(visitor.context().request().get("/api/v1/jobs", asScript).status())
                    .isEqualTo(200);
            assertThat(visitor.context()
                            .request()
                            .get("/api/v1/tokens", asScript)
                            .text())
                    .contains("auth/missing-scope");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, have been deleted", "zh-CN, 已删除"})
    void leavingTakesThePasswordAndSaysThatAllIsGone(String locale, String words, Stack stack) {
        try (var visitor = visitor(stack, locale).withAccount()) {
            visitor.runExample(0);
            visitor.seesJob("SUCCEEDED");
            visitor.open("/account");
            visitor.part("leave").click();
            assertThat(visitor.part("leave-password")).isFocused();
            visitor.part("leave-password").fill(Visitor.PASSWORD);
            visitor.part("leave-confirm").click();

            assertThat(visitor.part("left")).containsText(words);
            assertThat(visitor.part("sign-in-link")).isVisible();
            assertThat((Integer) visitor.page()
                            .evaluate(
                                    "Object.keys(localStorage).filter(key => key.startsWith('driftline.offset')).length"
                                            + " + sessionStorage.length"))
                    .isZero();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB,Nobody can create an account here", "zh-CN,目前此处不开放注册"})
    void closedRegistrationIsSaidInPlaceOfTheForm(String locale, String said, Stack stack) {
        try (var visitor = visitor(stack, locale)) {
            registration(visitor, "closed");
            visitor.open("/signup");
            assertThat(visitor.part("registration-closed")).containsText(said);
            assertThat(visitor.part("sign-up-form")).hasCount(0);
            visitor.part("sign-other").click();
            assertThat(visitor.part("sign-in-form")).isVisible();
        }
    }

    @Test
    void theLinkOfAnInvitationFillsItsCodeIn(Stack stack) {
        try (var visitor = visitor(stack, "en-GB")) {
            registration(visitor, "invitation");
            visitor.open("/signup#invitation=abc234");
            assertThat(visitor.part("field-invitation")).hasValue("abc234");
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, This link does not hold any more", "zh-CN, DARK, 360, 此链接已失效"})
    void aLostPasswordIsReplacedByAnOperatorsLink(
            String locale, ColorScheme scheme, int width, String gone, Stack stack) {
        try (var operator =
                        chromium.visitor(stack.port(), locale, scheme, width).withAccount();
                var user = chromium.visitor(stack.port(), locale, scheme, width).withAccount()) {
            Operators.add(stack, operator.email());
            operator.open("/operator/users");
            operator.part("users-search").fill(user.email());
            assertThat(operator.part("user-row")).hasCount(1);
            operator.part("password-link").click();
            operator.part("password-link-yes").click();
            var link = operator.page().locator("code[data-test=password-link]");
            assertThat(link).containsText("/reset#code=");
            operator.looksWell("password-link-" + locale);

            user.context().clearCookies();
            user.open(link.textContent());
            assertThat(user.part("reset-form")).isVisible();
            user.looksWell("reset-" + locale);
            user.part("field-password").fill(FRESH);
            user.part("reset-submit").click();
            assertThat(user.part("reset-done")).isVisible();
            user.part("reset-sign-in").click();
            user.part("field-email").fill(user.email());
            user.part("field-password").fill(FRESH);
            user.part("sign-in-submit").click();
            assertThat(user.part("account-link")).isVisible();

            user.open(link.textContent());
            user.part("field-password").fill("nine quick herons");
            user.part("reset-submit").click();
            assertThat(user.part("error")).containsText(gone);
            assertThat(operator.complaints()).isEmpty();
            assertThat(user.complaints()).isEmpty();
        }
    }

    private static void registration(Visitor visitor, String registration) {
        var service = new JsonObject()
                .put("name", "Driftline")
                .put("version", "1.0.0")
                .put("registration", registration)
                .encode();
        visitor.page()
                .route(
                        url -> url.endsWith("/api/v1/service"),
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody(service)));
    }

    private Visitor visitor(Stack stack, String locale) {
        return chromium.visitor(stack.port(), new Browser.NewContextOptions().setLocale(locale));
    }

    private static void signIn(Visitor visitor, String email, String password) {
        var answer = visitor.context()
                .request()
                .post("/api/v1/session", RequestOptions.create().setData(Map.of("email", email, "password", password)));
        assertThat(answer.status()).isEqualTo(200);
    }
}
