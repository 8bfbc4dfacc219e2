package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.FilePayload;
import io.driftline.sequences.Gzip;
import io.driftline.testing.ApiUser;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many sequences at once, as somebody with a season's isolates would have them compared. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyPairsBrowserIT {
    private static final Pattern SOME = Pattern.compile("[1-9]");

    private final Chromium chromium = new Chromium();
    private final List<Visitor> visitors = new ArrayList<>();
    private Line line;
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

    private Visitor visit() {
        var visitor = chromium.visitor(line.port(), new Browser.NewContextOptions().setLocale("en-GB"));
        visitors.add(visitor);
        visitor.withAccount().open("/new");
        return visitor;
    }

    @AfterEach
    void nothingToComplainOf() {
        visitors.forEach(Visitor::close);
        var complaints =
                visitors.stream().flatMap(each -> each.complaints().stream()).toList();
        visitors.clear();
        assertThat(complaints).isEmpty();
    }

    @Test
    void queriesAreComparedWithThePanelAndARowOpensItsPair() {
        var visitor = visit();
        visitor.choose("mode", "query");
        assertThat(visitor.part("panel")).containsText("A/California/07/2009");
        visitor.part("sequences-text").fill(Strains.fasta(example, 3));
        assertThat(visitor.part("pair-count")).containsText("up to 33 pairs");
        visitor.part("check").click();
        assertThat(visitor.part("check-verdict")).containsText("3 of 3 can be used: H3");

        var address = visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.page().locator("h1")).hasText("3 sequences against 11 references");
        assertThat(visitor.part("summary")).containsText("among 18 pairs compared");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "18");
        visitor.page().reload();
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "18");

        visitor.part("pair-row").nth(1).click();
        visitor.page().waitForURL(url -> !url.equals(address));
        assertThat(visitor.part("verdict")).isVisible();
        assertThat(visitor.page().locator("h1")).containsText("A/Test/1/2005");
        visitor.part("nav-history").click();
        assertThat(visitor.part("history-row")).hasCount(2);
        assertThat(visitor.part("history-row").nth(1)).containsText("of 18 variants");
    }

    @Test
    void aTableOfThousandsKeepsOnlyTheRowsInSightAndSortsAndFiltersAll() {
        var visitor = visit();
        visitor.choose("mode", "all");
        var packed = Gzip.pack(Buffer.buffer(Strains.fasta(example, 60))).getBytes();
        visitor.part("sequences-text-file")
                .setInputFiles(new FilePayload("season.fasta.gz", "application/gzip", packed));
        assertThat(visitor.part("pair-count")).hasAttribute("data-pairs", "1770");

        visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "1770");
        assertThat(visitor.part("pair-row").nth(4)).isVisible();
        assertThat(visitor.part("pair-row").count()).isLessThanOrEqualTo(60);
        visitor.part("sort-distanceLog2").click();
        assertThat(visitor.page().locator("[role=columnheader][aria-sort=descending]"))
                .hasCount(1);
        visitor.part("filter-text").fill("A/Test/60/");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "59");
        visitor.part("filter-text").fill("");
        visitor.part("filter-verdict").selectOption("none");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "0");
        visitor.part("filter-verdict").selectOption("");
        visitor.page().evaluate("document.querySelector('.pair-rows').scrollTop = 1e6");
        assertThat(visitor.page().locator("[data-index='1769']")).isVisible();
        var download = visitor.page()
                .waitForDownload(() -> visitor.part("download-csv").click());
        assertThat(download.suggestedFilename()).matches("driftline-.*\\.csv");
    }

    @Test
    void aListNamesItsPairsAndWhatNobodyIsCalled() {
        var visitor = visit();
        visitor.choose("mode", "list");
        visitor.part("sequences-text").fill(Strains.fasta(example, 3) + ">A/Short/4/2005\nMKTIIAL\n");
        visitor.part("run").click();
        assertThat(visitor.part("sequences-error")).containsText("Say which pairs to compare");
        visitor.part("pairs-text").fill("strain_a,strain_b\nA/Test/1/2005,A/Nobody/9/1999\n");
        visitor.part("run").click();
        assertThat(visitor.part("sequences-error")).hasAttribute("data-type", "urn:problem:job/pair-name");
        var csv = "strain_a,strain_b\nA/Test/1/2005,A/Test/2/2005\nA/Test/1/2005,A/Short/4/2005\n";
        visitor.part("pairs-text-file")
                .setInputFiles(new FilePayload("pairs.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(visitor.part("pair-count")).containsText("2 pairs");
        assertThat(visitor.part("unknown-names")).hasCount(0);

        visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("pair-row")).hasCount(2);
        assertThat(visitor.part("pair-row").nth(1)).containsText("too short");
        assertThat(visitor.part("left-out-record")).containsText("A/Short/4/2005");
        assertThat(visitor.part("summary")).containsText(SOME);
    }
}
