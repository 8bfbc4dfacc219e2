package io.driftline.browser.result;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The result of a pair as an instrument: what belongs together is in sight together. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairBrowserIT {
    private static final String TOP = "document.querySelector('[data-test=verdict]').getBoundingClientRect().top";

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, Site B", "zh-CN, DARK, 位点 B"})
    void aWideWindowKeepsTheVerdictBesideThePictures(String locale, ColorScheme scheme, String site, Stack stack) {
        var options = new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(scheme)
                .setViewportSize(1600, 1000);
        try (var visitor = chromium.visitor(stack.port(), options)) {
            visitor.withAccount().runExample(0);
            assertThat(visitor.part("verdict")).isVisible();
            assertThat(visitor.page().locator("x-alignment .row-name").first()).hasText("Beijing/32/1992");

            visitor.part("to-contributions").click();
            assertThat(visitor.page()).hasURL(Pattern.compile("#contributions$"));
            assertThat(visitor.page().locator("#h-contributions")).isFocused();
            assertThat(Double.parseDouble(String.valueOf(visitor.page().evaluate(TOP))))
                    .isBetween(0.0, 100.0);
            assertThat(visitor.part("verdict")).isInViewport();

            pointsAt(visitor, site);
            assertThat(visitor.overhang()).isEmpty();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target", "screenshots", "pair-wide-" + locale + ".png")));

            visitor.page().reload();
            assertThat(visitor.page().locator("#h-contributions")).isFocused();
            assertThat(visitor.page().locator("#h-contributions")).isInViewport();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 2.26 (1 of 1 substitutions measured)", "zh-CN, DARK, 2.26（1 处替换中 1 处有实测）"})
    void tellsWhatAnH5NearTheStrainThatWasScannedEscapes(String locale, ColorScheme scheme, String told, Stack stack)
            throws IOException {
        var scanned = scanned();
        var glycan = scanned.substring(0, 155) + "T" + scanned.substring(156);
        var options = new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(scheme)
                .setViewportSize(360, 800);
        try (var visitor = chromium.visitor(stack.port(), options)) {
            visitor.withAccount().open("/new");
            visitor.part("sequences-text").fill(">A/near/1/2022\n" + scanned + "\n>A/near/2/2023\n" + glycan);
            visitor.run();
            visitor.seesJob("SUCCEEDED");

            assertThat(visitor.part("ferret-escape")).containsText(told);
            assertThat(visitor.overhang()).isEmpty();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.part("notable")
                    .screenshot(new Locator.ScreenshotOptions()
                            .setPath(Path.of("target", "screenshots", "ferret-escape-" + locale + ".png")));
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    /** HA1 of the strain that was scanned. */
    private static String scanned() throws IOException {
        return Files.readAllLines(Path.of("src/main/python/driftline_worker/reference/h5_ferret_escape.csv")).stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .map(line -> line.split(",", 3)[1])
                .collect(Collectors.joining());
    }

    /** One substitution is marked as a flag, its name, a bar, two letters and a row. */
    private static void pointsAt(Visitor visitor, String site) {
        var step = visitor.page().locator("svg.contributions [data-at]").first();
        var column = step.getAttribute("data-at");
        step.hover();
        assertThat(visitor.part("looked")).containsText(site);
        for (var picture : new String[] {"x-site-strip", "x-alignment", "x-contributions", "x-substitutions"}) {
            var marked = visitor.page().locator(picture + " .looked-at");
            assertThat(marked.first()).hasAttribute("data-at", column);
        }
    }
}
