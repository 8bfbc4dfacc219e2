package io.driftline.browser.job;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Chromium;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs without a result: cancelled, failed, gone; each says so, and what to do. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedJobBrowserIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PROBLEMS = 4;

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, LIGHT, 1280, there is no result, Not reached, Open in the form",
        "zh-CN, DARK, 360, 也没有结果, 未进行, 在表单中打开"
    })
    void aCancelledJobIsOpenedInTheFormAgain(
            String locale, ColorScheme scheme, int width, String said, String stage, String open, Stack stack) {
        var worker = stack.backends().process("worker");
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width).withAccount()) {
            Running.await(worker.stop());
            try {
                visitor.runExample(0);
                visitor.seesJob("QUEUED");
                visitor.part("cancel").click();
                visitor.seesJob("CANCELLED");
            } finally {
                Running.await(worker.start(PATIENCE));
            }
            assertThat(visitor.part("job")).containsText(said);
            assertThat(visitor.part("stage-result")).containsText(stage);
            assertThat(visitor.part("again")).hasText(open);
            visitor.looksWell("cancelled-" + locale);
            visitor.part("again").click();
            assertThat(visitor.page()).hasURL(Pattern.compile("/new$"));
            assertThat(visitor.part("record")).hasCount(2);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, Correct and run again", "zh-CN, DARK, 360, 修改后重新运行"})
    void aFailedJobIsCorrected(String locale, ColorScheme scheme, int width, String open, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width).withAccount()) {
            visitor.runExample(PROBLEMS);
            visitor.seesJob("FAILED");
            assertThat(visitor.part("error-item").first()).isVisible();
            assertThat(visitor.part("again")).hasText(open);
            visitor.looksWell("failed-" + locale);
            visitor.part("again").click();
            assertThat(visitor.part("sequences-text")).hasValue(Pattern.compile("a_gene_that_is_no_HA"));
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, LIGHT, 1280, has been deleted, No prediction at this address, 30 days",
        "zh-CN, DARK, 360, 中删除, 此地址没有预测, 30 天"
    })
    void aJobThatIsGoneSaysSo(
            String locale, ColorScheme scheme, int width, String deleted, String title, String kept, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width).withAccount()) {
            var address = visitor.runExample(0);
            visitor.seesJob("SUCCEEDED");
            var watched = visitor.page();
            visitor.newTab().navigate(address);
            visitor.part("delete").click();
            visitor.part("delete-confirm").click();

            assertThat(visitor.part("history-empty")).isVisible();
            watched.getByTestId("again").click();
            assertThat(watched.getByTestId("job-gone")).containsText(deleted);
            visitor.open(address);
            assertThat(visitor.page().locator("main h1")).hasText(title);
            assertThat(visitor.part("job-gone")).containsText(kept);
            visitor.looksWell("gone-" + locale);
            assertThat(visitor.complaints()).isEmpty();
        }
    }
}
