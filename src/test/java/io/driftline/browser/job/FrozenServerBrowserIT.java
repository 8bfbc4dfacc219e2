package io.driftline.browser.job;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that stands still and keeps its connections open, while somebody waits for a job. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenServerBrowserIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LocatorAssertions.HasAttributeOptions LONG =
            new LocatorAssertions.HasAttributeOptions().setTimeout((double) PATIENCE.toMillis());
    private static final String IS = "async state => (await import('/js/base/store.js')).store.stream.state === state";

    private final Chromium chromium = new Chromium();
    private Stack stack;
    private Line line;

    @BeforeAll
    void join(Stack stack) {
        this.stack = stack;
        line = new Line(stack);
    }

    @AfterAll
    void leave() {
        chromium.close();
        line.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, The server does not answer", "zh-CN, DARK, 360, 服务器没有响应"})
    void isNoticedWithinTenSecondsOfThePage(String locale, ColorScheme scheme, int width, String said) {
        var worker = stack.backends().process("worker");
        try (var visitor = chromium.visitor(line.port(), locale, scheme, width).withAccount()) {
            Running.await(worker.stop());
            try {
                waitsForAJob(visitor);
                line.freeze();
                visitor.page().clock().runFor(9_000);
                visitor.page().waitForFunction(IS, "lost");
                visitor.page().clock().runFor(1_000);
                assertThat(visitor.part("connection-banner")).containsText(said);
                visitor.page().clock().resume();
                visitor.looksWell("frozen-" + locale);
            } finally {
                line.thaw();
                Running.await(worker.start(PATIENCE));
            }
            assertThat(visitor.part("job")).hasAttribute("data-state", "SUCCEEDED", LONG);
            assertThat(visitor.part("connection-banner")).hasCount(0);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    /** In front of a job that nobody works on; from then on the page's time stands still but for what it is given. */
    private static void waitsForAJob(Visitor visitor) {
        visitor.page().clock().install();
        visitor.runExample(0);
        visitor.seesJob("QUEUED");
        visitor.page().waitForFunction(IS, "live");
        var now = (Number) visitor.page().evaluate("Date.now()");
        visitor.page().clock().pauseAt(now.longValue() + 1_000);
    }
}
