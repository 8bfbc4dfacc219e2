package io.driftline.browser.history;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.driftline.browser.visiting.Chromium;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history as a place to work: titles, search, filters, several at once, and jobs given again. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryBrowserIT {
    private static final int VARIANT = 0;
    private static final int PROBLEMS = 4;

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, No prediction matches, 2 chosen", "zh-CN, DARK, 360, 没有符合条件的预测, 已选 2 项"})
    void jobsAreNamedFoundAndDeleted(
            String locale, ColorScheme scheme, int width, String nothing, String chosen, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width)) {
            visitor.withAccount().open("/new");
            visitor.loadExample(VARIANT);
            var pair = visitor.part("sequences-text").inputValue();
            visitor.part("sequences-text").fill("");
            visitor.part("sequences-text-file")
                    .setInputFiles(new FilePayload(
                            "Week 12 north.fasta", "text/plain", pair.getBytes(StandardCharsets.UTF_8)));
            assertThat(visitor.part("record")).hasCount(2);
            visitor.run();
            visitor.seesJob("SUCCEEDED");
            visitor.runExample(VARIANT);
            visitor.seesJob("SUCCEEDED");
            visitor.runExample(PROBLEMS);
            visitor.seesJob("FAILED");
            visitor.part("nav-history").click();
            assertThat(visitor.part("history-row")).hasCount(3);
            assertThat(visitor.part("history-row").nth(2)).containsText("Week 12 north");

            visitor.part("history-rename").nth(1).click();
            assertThat(visitor.part("history-title")).isFocused();
            visitor.part("history-title").fill("季节 <b>2025</b>");
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.part("history-row").nth(1)).containsText("季节 <b>2025</b>");
            visitor.part("history-search").fill("north");
            assertThat(visitor.part("history-row")).hasCount(1);
            visitor.part("history-search").fill("2025</b>");
            assertThat(visitor.part("history-row")).containsText("季节");
            visitor.part("history-search").fill("");
            assertThat(visitor.part("history-row")).hasCount(3);
            visitor.part("history-state").selectOption("FAILED");
            assertThat(visitor.part("history-row")).hasCount(1);
            visitor.part("history-until").fill("2001-01-01");
            assertThat(visitor.part("history-none-found")).containsText(nothing);
            visitor.looksWell("history-none-" + locale);
            visitor.part("history-all").click();
            assertThat(visitor.part("history-row")).hasCount(3);

            visitor.part("history-tick").nth(0).check();
            visitor.part("history-tick").nth(1).check();
            assertThat(visitor.part("history-bar")).containsText(chosen);
            visitor.looksWell("history-" + locale);
            visitor.part("history-delete").click();
            visitor.part("history-delete-confirm").click();
            assertThat(visitor.part("history-row")).hasCount(1);
            assertThat(visitor.part("history-bar")).hasCount(0);
            visitor.page().reload();
            assertThat(visitor.part("history-row")).hasCount(1);
            assertThat(visitor.part("history-row")).containsText("Week 12 north");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void aJobIsGivenAgainWholeInAnotherTab(Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), "en-GB", ColorScheme.LIGHT, 1280)) {
            visitor.withAccount().open("/new");
            visitor.loadExample(VARIANT);
            var pair = visitor.part("sequences-text").inputValue();
            visitor.choose("mode", "query");
            visitor.part("against-own").check();
            visitor.part("references-text").fill(pair);
            visitor.part("sequences-text").fill(Strains.fasta(pair, 3));
            visitor.run();
            visitor.seesJob("SUCCEEDED");
            visitor.runExample(PROBLEMS);
            visitor.seesJob("FAILED");

            visitor.newTab().navigate("/history");
            visitor.part("history-reuse").nth(1).click();
            assertThat(visitor.page()).hasURL(Pattern.compile("/new$"));
            assertThat(visitor.part("sequences-text")).hasValue(Pattern.compile("A/Test/3/2005"));
            assertThat(visitor.part("against-own")).isChecked();
            assertThat(visitor.part("pair-count")).hasAttribute("data-pairs", "6");
            visitor.run();
            visitor.seesJob("SUCCEEDED");

            visitor.part("nav-history").click();
            visitor.part("history-reuse").nth(1).click();
            assertThat(visitor.part("sequences-text")).hasValue(Pattern.compile("a_gene_that_is_no_HA"));
            assertThat(visitor.complaints()).isEmpty();
        }
    }
}
