package io.driftline.browser.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staying signed in, over the closing of a browser or not. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StayBrowserIT {
    private static final String RENEW =
            "fetch('/api/v1/session/refresh', { method: 'POST' }).then(answer => answer.status)";

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, For 30 days in this browser", "zh-CN, DARK, 360, 保持登录 30 天"})
    void whoTicksTheBoxIsStillThereAfterTheBrowserWasClosed(
            String locale, ColorScheme scheme, int width, String said, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width).withAccount()) {
            visitor.context().clearCookies();
            signIn(visitor, said, false);
            closeAndOpen(visitor);
            assertThat(visitor.part("sign-in-link")).isVisible();

            signIn(visitor, said, true);
            closeAndOpen(visitor);
            assertThat(visitor.part("account-link")).isVisible();
            assertThat(visitor.page().evaluate(RENEW)).isEqualTo(200);
            closeAndOpen(visitor);
            assertThat(visitor.part("account-link")).isVisible();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static void signIn(Visitor visitor, String said, boolean stay) {
        visitor.open("/signin");
        assertThat(visitor.page().locator("#stay-hint")).containsText(said);
        assertThat(visitor.part("stay")).not().isChecked();
        visitor.part("field-email").fill(visitor.email());
        visitor.part("field-password").fill(Visitor.PASSWORD);
        visitor.part("stay").setChecked(stay);
        visitor.looksWell("sign-in-stay-" + stay + "-" + visitor.page().evaluate("document.documentElement.lang"));
        visitor.part("sign-in-submit").click();
        assertThat(visitor.part("account-link")).isVisible();
    }

    /** What lives no longer than the browser goes, as when it is closed. */
    private static void closeAndOpen(Visitor visitor) {
        List<Cookie> kept = visitor.context().cookies().stream()
                .filter(cookie -> cookie.expires != null && cookie.expires > 0)
                .toList();
        visitor.context().clearCookies();
        visitor.context().addCookies(kept);
        visitor.open("/");
    }
}
