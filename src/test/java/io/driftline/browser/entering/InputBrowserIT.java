package io.driftline.browser.entering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files dropped anywhere, more sequences than two, and what a check says of many. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InputBrowserIT {
    private static final int VARIANT = 0;
    private static final String DROP =
            """
            ({ files, over }) => {
              const dataTransfer = new DataTransfer()
              for (const [name, text] of files) dataTransfer.items.add(new File([text], name))
              const drag = kind => document.querySelector('h1').dispatchEvent(
                new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
              const stays = !drag('dragover')
              return over ? stays : stays && !drag('drop')
            }
            """;

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    /** Whether the browser would have stayed on the page; with {@code over} they are only held above it. */
    private static Boolean drop(Visitor visitor, boolean over, List<List<String>> files) {
        return (Boolean) visitor.page().evaluate(DROP, Map.of("files", files, "over", over));
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, Drop the files here, Compare all 12", "zh-CN, DARK, 360, 将文件拖放到此处, 将 12 条序列全部"})
    void moreThanTwoAreComparedAtAPress(
            String locale, ColorScheme scheme, int width, String here, String all, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width)) {
            visitor.withAccount().open("/new");
            visitor.loadExample(VARIANT);
            var pair = visitor.part("sequences-text").inputValue();
            visitor.part("sequences-text").fill("");
            visitor.part("layout-two").check();
            var files = List.of(
                    List.of("one.fasta", Strains.fasta(pair, "A/One/%d/2005", 6)),
                    List.of("two.fasta", Strains.fasta(pair, "A/Two/%d/2005", 6)));
            assertThat(drop(visitor, true, files)).isTrue();
            assertThat(visitor.part("page-drop")).containsText(here);
            assertThat(drop(visitor, false, files)).isTrue();
            assertThat(visitor.part("page-drop")).hasCount(0);
            assertThat(visitor.part("attached")).hasCount(2);
            assertThat(visitor.part("compare-all")).containsText(all);
            visitor.looksWell("input-twelve-" + locale);

            visitor.part("compare-all").click();
            assertThat(visitor.part("pair-count")).hasAttribute("data-pairs", "66");
            assertThat(visitor.part("check-verdict")).containsText("H3");
            visitor.run();
            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void aDropTakesTheFieldThatIsEmpty(Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), "en-GB", ColorScheme.LIGHT, 1280)) {
            visitor.withAccount().open("/new");
            visitor.loadExample(VARIANT);
            var pair = visitor.part("sequences-text").inputValue();
            var second = pair.substring(pair.lastIndexOf('>'));
            visitor.part("layout-two").check();
            visitor.part("sequences-a").fill(pair.substring(0, pair.lastIndexOf('>')));
            assertThat(drop(visitor, false, List.of(List.of("b.fasta", second))))
                    .isTrue();
            assertThat(visitor.part("sequences-b")).hasValue(second);

            visitor.open("/");
            assertThat(visitor.part("home-go")).isVisible();
            assertThat(drop(visitor, false, List.of(List.of("both.fasta", pair))))
                    .isTrue();
            assertThat(visitor.page()).hasURL(Pattern.compile("/new$"));
            assertThat(visitor.part("sequences-text")).hasValue(pair);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, HA1 not complete", "zh-CN, DARK, 360, HA1 不完整"})
    void aCheckOfManySaysEachReasonOnceAndLeavesRunInView(
            String locale, ColorScheme scheme, int width, String partial, Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width)) {
            visitor.withAccount().open("/new");
            visitor.loadExample(VARIANT);
            var pair = visitor.part("sequences-text").inputValue();
            visitor.choose("mode", "all");
            var season = Strains.fasta(pair, "A/Whole/%d/2005", 10)
                    + shortened(Strains.fasta(pair, "A/Partial/%d/2005", 24))
                    + ">A/Odd/1/2005\nMKT#" + "MKTIIALSYI".repeat(30) + "\n";
            visitor.part("sequences-text").fill(season);
            visitor.part("check").click();

            var remark = visitor.page().locator("[data-reason=partial]");
            assertThat(remark.locator("summary").first()).containsText(partial);
            assertThat(remark).hasAttribute("data-records", "24");
            assertThat(visitor.part("remark").first()).hasAttribute("data-kind", "fault");
            assertThat(visitor.part("remark").first()).hasAttribute("data-records", "1");
            assertThat(visitor.part("run")).isInViewport();
            remark.locator("summary").first().click();
            assertThat(remark.getByTestId("record")).hasCount(20);
            assertThat(remark).containsText("4");
            visitor.page().evaluate("scrollTo(0, 0)");
            assertThat(visitor.part("run")).isInViewport();
            visitor.looksWell("input-remarks-" + locale);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    /** Each record's first three hundred residues, which end within HA1. */
    private static String shortened(String fasta) {
        return Pattern.compile("(?m)^([^>\\n].{299}).*$").matcher(fasta).replaceAll("$1");
    }
}
