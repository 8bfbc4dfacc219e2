package io.driftline.browser.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Chromium;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Running something without an account, and taking it along. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestBrowserIT {
    private static final int VARIANT = 0;
    private static final List<String> STRANGERS = List.of(
            "/",
            "/models",
            "/new",
            "/signup",
            "/history",
            "/jobs/" + "a".repeat(26),
            "/account",
            "/compare",
            "/operator",
            "/api",
            "/about",
            "/examples/h3n2-same");

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, LIGHT, 1280, Antigenic variant, stays for a day, comes along",
        "zh-CN, DARK, 360, 抗原变异株, 保留一天, 一并保留"
    })
    void aPairRunsWithoutAnAccountAndComesAlong(
            String locale, ColorScheme scheme, int width, String verdict, String kept, String along, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width)) {
            visitor.open("/new");
            visitor.loadExample(VARIANT);
            visitor.part("check").click();
            assertThat(visitor.part("check-verdict")).containsText("H3");
            visitor.looksWell("guest-new-" + locale);
            var address = visitor.run();
            assertThat(visitor.part("verdict").locator("h2")).hasText(verdict);
            assertThat(visitor.part("guest")).containsText(kept);
            assertThat(visitor.part("share")).hasCount(0);
            assertThat(visitor.part("sign-in-link")).isVisible();
            visitor.looksWell("guest-result-" + locale);
            visitor.part("nav-history").click();
            assertThat(visitor.part("history-row")).hasCount(1);
            visitor.looksWell("guest-history-" + locale);

            visitor.part("guest-keep").click();
            assertThat(visitor.part("sign-guest")).containsText(along);
            visitor.signUp();

            assertThat(visitor.page()).hasURL(Pattern.compile("/history$"));
            assertThat(visitor.part("history-row")).hasCount(1);
            assertThat(visitor.part("guest")).hasCount(0);
            visitor.open(address);
            assertThat(visitor.part("verdict").locator("h2")).hasText(verdict);
            assertThat(visitor.part("share")).isVisible();
            visitor.runExample(VARIANT);
            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, at most 30 sequences", "zh-CN, DARK, 最多包含 30 条序列"})
    void whatIsTooLargeRunsOnceThereIsAnAccount(String locale, ColorScheme scheme, String said, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, 1280)) {
            visitor.open("/new");
            visitor.loadExample(VARIANT);
            var pair = visitor.part("sequences-text").inputValue();
            visitor.choose("mode", "all");
            visitor.part("sequences-text").fill(Strains.fasta(pair, 31));
            visitor.part("run").click();
            assertThat(visitor.part("error")).containsText(said);
            visitor.looksWell("guest-large-" + locale);

            visitor.part("run-with-account").click();
            visitor.part("sign-other").click();
            visitor.signUp();

            visitor.seesJob("SUCCEEDED");
            visitor.part("nav-history").click();
            assertThat(visitor.part("history-row")).hasCount(1);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    /** Not even what browsers write there of their own when something is refused. */
    @Test
    void aStrangersConsoleStaysEmpty(Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), "en-GB", ColorScheme.LIGHT, 1280)) {
            List<String> errors = new ArrayList<>();
            visitor.context().onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            for (var address : STRANGERS) {
                visitor.open(address);
                assertThat(visitor.part("sign-in-link")).isVisible();
            }
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void whoLeavesLeavesNothing(Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), "en-GB", ColorScheme.LIGHT, 1280)) {
            var address = visitor.runExample(VARIANT);
            visitor.seesJob("SUCCEEDED");
            visitor.open("/account");
            assertThat(visitor.part("sign-in-form")).isVisible();
            assertThat(visitor.part("sign-guest")).containsText("deletes it");
            visitor.open("/history");
            visitor.part("guest-forget").click();
            assertThat(visitor.part("home-verdict")).isVisible();

            visitor.open(address);
            assertThat(visitor.part("sign-in-form")).isVisible();
            assertThat(visitor.complaints()).isEmpty();
        }
    }
}
