package io.driftline.browser.entering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.FilePayload;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.testing.Seasons;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A season's file as it comes is chosen on the page and compared, without an edit. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeasonBrowserIT {
    private final Chromium chromium = new Chromium();
    private Line line;

    @BeforeAll
    void join(Stack stack) {
        line = new Line(stack);
    }

    @AfterAll
    void leave() {
        line.close();
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource
    void isComparedAsItCame(Seasons season) throws IOException {
        try (var visitor = chromium.visitor(line.port(), new Browser.NewContextOptions().setLocale("en-GB"))) {
            visitor.withAccount().open("/new");
            visitor.choose("mode", "all");
            visitor.part("sequences-text-file")
                    .setInputFiles(new FilePayload(season.file(), "application/octet-stream", season.content()));

            visitor.run();

            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.part("pair-row")).hasCount(season.pairs());
            assertThat(visitor.part("left-out-record"))
                    .hasCount(season.unusable().size());
            assertThat(visitor.complaints()).isEmpty();
        }
    }
}
