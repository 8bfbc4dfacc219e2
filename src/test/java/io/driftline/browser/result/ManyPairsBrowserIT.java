package io.driftline.browser.result;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.browser.visiting.Visitor;
import io.driftline.sequences.Gzip;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final String TICK =
            """
            progress => import('/js/base/store.js').then(({ store }) => store.stream.dispatchEvent(new CustomEvent('progress',
              { detail: { job: location.pathname.split('/').at(-1), attempt: 9, progress } })))
            """;

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
        assertThat(visitor.part("panel-missing")).containsText("B/Tokyo/EIS13-175/2025 (egg)");

        var address = visitor.run();

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.page().locator("h1")).hasText("3 sequences against 11 references");
        assertThat(visitor.part("summary")).containsText("No similar reference for 1 of 3 sequences");
        assertThat(visitor.part("summary")).containsText("among 18 pairs compared");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "18");
        visitor.page().reload();
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "18");

        assertThat(visitor.page().locator(".pair-row .clade")).not().hasCount(0);
        assertThat(visitor.part("sort-clade")).isVisible();
        isWholeOnPaper(visitor);
        visitor.page().setViewportSize(360, 720);
        assertThat(visitor.part("sort-clade")).isHidden();
        assertThat(visitor.overhang()).isEmpty();
        visitor.page().setViewportSize(1280, 720);
        visitor.part("pair-row").nth(1).click();
        visitor.page().waitForURL(url -> !url.equals(address));
        assertThat(visitor.part("verdict")).isVisible();
        assertThat(visitor.page().locator("h1")).containsText("A/Test/1/2005");
        visitor.part("way-back").click();
        assertThat(visitor.page()).hasURL(address);
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "18");
        assertThat(visitor.part("way-back")).hasCount(0);
        visitor.part("nav-history").click();
        assertThat(visitor.part("history-row")).hasCount(1);
        assertThat(visitor.part("history-row")).containsText("of 18 variants");
        assertThat(visitor.part("history-fold")).hasText("1 prediction inside");
    }

    /** The tables in a window too low for all their rows. */
    private static void isWholeOnPaper(Visitor visitor) {
        visitor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", "many-query.png")));
        visitor.page().setViewportSize(1280, 300);
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        visitor.page().evaluate("dispatchEvent(new Event('beforeprint'))");
        assertThat(visitor.part("pair-row")).hasCount(18);
        assertThat(visitor.part("pair-row").last()).isVisible();
        assertThat(visitor.part("cautions")).isVisible();
        assertThat(visitor.part("provenance")).containsText(visitor.page().url());
        var last = visitor.part("pair-row").last().boundingBox();
        var box = visitor.page().locator("x-pair-table .pair-table").boundingBox();
        assertThat(last.y + last.height).isLessThanOrEqualTo(box.y + box.height + 1);
        visitor.page().setViewportSize(703, 300); // A4 between its margins
        visitor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", "many-query-print.png")));
        assertThat(visitor.overhang()).isEmpty();
        visitor.page().evaluate("dispatchEvent(new Event('afterprint'))");
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        assertThat(visitor.part("cautions")).isHidden();
        visitor.page().setViewportSize(1280, 720);
        assertThat(visitor.printed("report-query")).isBetween(2L, 4L);
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
        visitor.part("filter-verdict").selectOption("outside");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "0");
        visitor.part("filter-verdict").selectOption("");
        visitor.page().evaluate("document.querySelector('.pair-rows').scrollTop = 1e6");
        assertThat(visitor.page().locator("[data-index='1769']")).isVisible();
        var download = visitor.page()
                .waitForDownload(() -> visitor.part("download-csv").click());
        assertThat(download.suggestedFilename()).matches("driftline-.*\\.csv");
        matrixIsSquare(visitor);
        visitor.page().evaluate("window.print = () => document.body.dataset.printed = 'yes'");
        visitor.part("report").click();
        assertThat(visitor.page().locator("body")).hasAttribute("data-printed", "yes");
        assertThat(visitor.printed("report-many")).isBetween(2L, 4L);
    }

    private static void matrixIsSquare(Visitor visitor) {
        var download = visitor.page()
                .waitForDownload(() -> visitor.part("download-matrix").click());
        assertThat(download.suggestedFilename()).matches("driftline-.*-matrix\\.tsv");
        var lines =
                read(download.path()).lines().map(line -> line.split("\t", -1)).toList();
        assertThat(lines).hasSize(61).allSatisfy(line -> assertThat(line).hasSize(61));
        assertThat(lines.get(0)[0]).matches("distance_log2; \\S+ \\S+; one-hot; 20.*Z");
        assertThat(lines.get(0)[1]).isEqualTo("A/Test/1/2005");
        assertThat(lines.get(7)[7]).isEqualTo("0");
        assertThat(lines.get(7)[9]).isEqualTo(lines.get(9)[7]).matches("[0-9.]+");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is over in a moment is held still: answers are those of before the end, and time is the test's. */
    @Test
    void whilePairsArePredictedTheirPaceAndTheTimeLeftAreTold() {
        var visitor = visit();
        visitor.choose("mode", "query");
        visitor.part("sequences-text").fill(Strains.fasta(example, 3));
        var address = visitor.run();
        visitor.seesJob("SUCCEEDED");
        holdPredicting(visitor, "/api/v1" + URI.create(address).getPath());
        visitor.page().clock().install();
        visitor.page().navigate(address);
        visitor.seesJob("PREDICTING");
        visitor.page().evaluate(TICK, 0);
        assertThat(visitor.part("pace")).hasCount(0);
        visitor.page().clock().fastForward(5_000);
        visitor.page().evaluate(TICK, 50);
        assertThat(visitor.part("pace")).containsText(Pattern.compile("^[0-9.]+ pairs a second, about .+ left$"));
        looksWell(visitor, "pace-en");
        visitor.part("theme-switch").click();
        visitor.part("language-switch").click();
        assertThat(visitor.part("pace")).containsText(Pattern.compile("^每秒 [0-9.]+ 对，约剩 .+$"));
        looksWell(visitor, "pace-zh");
    }

    private static void holdPredicting(Visitor visitor, String path) {
        var requests = visitor.context().request();
        var job = new JsonObject(requests.get(path).text())
                .put("state", "PREDICTING")
                .put("stage", "predicting")
                .putNull("result")
                .putNull("summary")
                .putNull("finishedAt");
        var told = new JsonObject(requests.get(path + "/events").text()).getJsonArray("items");
        var before = new JsonObject().put("items", new JsonArray(told.getList().subList(0, 4)));
        var json = new Route.FulfillOptions().setContentType("application/json");
        visitor.page().route(url -> url.endsWith(path), route -> route.fulfill(json.setBody(job.encode())));
        visitor.page().route(url -> url.endsWith("/events"), route -> route.fulfill(json.setBody(before.encode())));
    }

    private static void looksWell(Visitor visitor, String name) {
        visitor.page()
                .screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
        assertThat(visitor.overhang()).isEmpty();
        assertThat(Axe.violations(visitor.page())).isEmpty();
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
