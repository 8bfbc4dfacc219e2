package io.driftline.browser.result;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Model against model on the same sequences. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareBrowserIT {
    private static final Pattern COMPARED = Pattern.compile("/compare\\?a=[a-z2-7]{26}&b=[a-z2-7]{26}$");

    private final Chromium chromium = new Chromium();
    private Line line;
    private Visitor visitor;
    private String example = "";

    @BeforeAll
    void join(Stack stack) {
        line = new Line(stack);
        example = ApiUser.stranger(stack)
                .get("/examples")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("sequences");
    }

    @AfterAll
    void leave() {
        line.close();
        chromium.close();
    }

    @BeforeEach
    void visit() {
        visitor = chromium.visitor(line.port(), new Browser.NewContextOptions().setLocale("en-GB"));
        visitor.withAccount().open("/new");
    }

    @AfterEach
    void nothingToComplainOf() {
        visitor.close();
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void manyPairsAreRunAgainByAnotherModelAndHeldAgainstEachOther() {
        visitor.choose("mode", "all");
        visitor.part("sequences-text").fill(Strains.fasta(example, 5));
        var first = visitor.run();
        visitor.part("again-run").click();

        visitor.page().waitForURL(COMPARED);
        assertThat(visitor.part("compare-summary")).containsText("10 pairs in both results");
        assertThat(visitor.page().locator(".scatter .alike, .scatter .apart")).hasCount(10);
        int counted = 0;
        for (var count : new String[] {"both", "neither", "a", "b"}) {
            counted += Integer.parseInt(visitor.part("count-" + count).textContent());
        }
        assertThat(counted).isEqualTo(10);
        if (visitor.part("only").isChecked()) {
            visitor.part("only").uncheck();
        }
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "10");
        assertThat(visitor.overhang()).isEmpty();

        visitor.page().navigate(first);
        assertThat(visitor.part("again-earlier").locator("option")).hasCount(1);
        visitor.part("again-compare").click();
        visitor.page().waitForURL(COMPARED);
        visitor.part("compared-row").first().click();
        assertThat(visitor.part("verdict")).isVisible();
    }

    @Test
    void aPairStandsSideBySideWithWhatAccountsForItsDistance() {
        visitor.loadExample(0);
        visitor.run();
        visitor.part("again-run").click();

        visitor.page().waitForURL(COMPARED);
        assertThat(visitor.part("compare-summary")).containsText("verdict");
        assertThat(visitor.part("side-a").locator("svg")).isVisible();
        assertThat(visitor.part("side-b").locator("svg")).isVisible();
        assertThat(visitor.part("share").first()).containsText("(H3)");
        visitor.part("choose-b").selectOption("");
        assertThat(visitor.part("compare-summary")).hasCount(0);
    }
}
