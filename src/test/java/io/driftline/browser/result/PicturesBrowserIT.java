package io.driftline.browser.result;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pictures of many pairs: that they can be read and used. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesBrowserIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Chromium chromium = new Chromium();
    private Line line;
    private Visitor visitor;
    private String example = "";
    private String others = "";
    private int panel;
    private int references;

    @BeforeAll
    void join(Stack stack) {
        line = new Line(stack);
        var stranger = ApiUser.stranger(stack);
        example = items(stranger, "/examples").getJsonObject(0).getString("sequences");
        others = stranger.example("h1n1-same");
        var strains = items(stranger, "/panel");
        panel = strains.size();
        references = Math.toIntExact(strains.stream()
                .map(JsonObject.class::cast)
                .filter(each -> "H3N2".equals(each.getString("subtype")))
                .count());
    }

    private static JsonArray items(ApiUser user, String path) {
        return user.get(path).bodyAsJsonObject().getJsonArray("items");
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
    void allWithEachOtherAreAMapWithLandmarksAndAHeatMapThatOpensPairs() {
        visitor.choose("mode", "all");
        visitor.part("sequences-text").fill(Strains.fasta(example, 6));
        visitor.part("landmarks").check();
        assertThat(visitor.part("pair-count"))
                .hasAttribute("data-pairs", String.valueOf((6 + panel) * (5 + panel) / 2));
        var address = visitor.run();

        assertThat(visitor.part("map")).isVisible();
        assertThat(visitor.part("map-grade")).containsText("fit");
        assertThat(visitor.page().locator(".landmark-dot")).hasCount(references);
        assertThat(visitor.page().locator(".map-box circle")).hasCount(6);
        visitor.part("map-table").locator("summary").click();
        assertThat(visitor.part("map-row")).hasCount(6 + references);
        visitor.part("map-row").first().press("Enter");
        assertThat(visitor.part("map-reading")).containsText("A/Test/1/2005");
        assertThat(visitor.part("map-open")).hasCount(3);
        isMoved();
        visitor.part("filter-clear").click();

        visitor.page().locator("[data-test=picture-heat]").check();
        visitor.part("heat-box").focus();
        visitor.page().keyboard().press("ArrowDown");
        assertThat(visitor.part("heat-reading")).containsText("not compared");
        visitor.page().keyboard().press("ArrowRight");
        assertThat(visitor.part("heat-reading")).containsText("log2");
        assertThat(visitor.overhang()).isEmpty();
        var download =
                visitor.page().waitForDownload(() -> visitor.part("picture-png").click());
        assertThat(download.suggestedFilename()).matches("driftline-heat-.*-H3\\.png");
        visitor.part("heat-box").press("Enter");
        visitor.page().waitForURL(url -> !url.equals(address));
        assertThat(visitor.part("verdict")).isVisible();
    }

    /** What was chosen stands in the middle with a circle around it; a double click goes nearer, the wheel too for who is at the map. */
    private void isMoved() {
        assertThat(visitor.page().locator(".map-box circle.within")).hasCount(1);
        assertThat(visitor.part("map-box")).hasAttribute("data-zoom", "3");
        visitor.part("map-box").dblclick();
        assertThat(visitor.part("map-box")).hasAttribute("data-zoom", "4.5");
        visitor.part("map-all").click();
        assertThat(visitor.part("map-box")).hasAttribute("data-zoom", "1");
        visitor.part("map-box").focus();
        visitor.part("map-box").hover();
        visitor.page().mouse().wheel(0, -200);
        assertThat(visitor.part("map-box")).hasAttribute("data-zoom", Pattern.compile("^1\\.4"));
        visitor.part("map-all").click();
        visitor.page().locator(".map-box .landmark-dot").first().hover();
        assertThat(visitor.part("map-card")).containsText("log2");
        assertThat(Axe.violations(visitor.page())).isEmpty();
    }

    @Test
    void oneFilterHoldsForMapHeatMapAndTableAndStandsInTheAddress() {
        visitor.choose("mode", "all");
        visitor.part("sequences-text").fill(Strains.fasta(example, 6));
        visitor.part("landmarks").check();
        visitor.run();
        assertThat(visitor.part("map")).isVisible();
        var dim = visitor.page().locator(".map-box .dot.dim");

        visitor.part("filter-text").fill("a/test/3/");
        shows(5 + references, "1 of 6 sequences, ");
        assertThat(dim).hasCount(5 + references);
        assertThat(visitor.page()).hasURL(Pattern.compile("\\?q=a%2Ftest%2F3%2F$"));
        visitor.page().reload();
        shows(5 + references, "1 of 6 sequences, ");
        visitor.page().locator("[data-test=picture-heat]").check();
        assertThat(visitor.part("heat-box"))
                .hasAttribute("aria-label", Pattern.compile("^Distances of 1 by " + (6 + references) + " strains"));
        visitor.part("filter-clear").click();
        assertThat(visitor.page()).hasURL(Pattern.compile("/jobs/[a-z2-7]+$"));

        visitor.page().locator("[data-test=picture-map]").check();
        visitor.part("filter-from").fill("2005");
        visitor.part("filter-to").fill("2005");
        visitor.part("filter-to").press("Enter");
        assertThat(visitor.part("row-count")).containsText("6 of 6 sequences");
        assertThat(dim).hasCount(0);
        visitor.part("filter-to").fill("1999");
        visitor.part("filter-to").press("Enter");
        shows(0, "0 of 6 sequences, 0 of ");
        visitor.part("filter-clear").click();
        isPicked();
    }

    @Test
    void picturesAreOfOneSubtypeAtATime() {
        visitor.choose("mode", "all");
        visitor.part("sequences-text").fill(Strains.fasta(example, 4) + others);
        visitor.run();

        assertThat(visitor.page().locator("#h-picture")).containsText("H3");
        assertThat(visitor.part("one-subtype")).containsText("here H3. Choose H1");
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", "7");
        visitor.part("filter-subtype").selectOption("H1");
        shows(1, "2 of 6 sequences, 1 of 7 pairs shown");
        assertThat(visitor.part("map")).hasCount(0);
    }

    /** By a lasso around all, by a click, and given up by Escape; all of it leads back from a pair. */
    private void isPicked() {
        visitor.page().setViewportSize(1280, 1000);
        visitor.part("map-tool-lasso").click();
        visitor.part("map-box").scrollIntoViewIfNeeded();
        var box = visitor.part("map-box").boundingBox();
        var mouse = visitor.page().mouse();
        mouse.move(box.x + 2, box.y + 2);
        mouse.down();
        mouse.move(box.x + box.width - 2, box.y + 2);
        mouse.move(box.x + box.width - 2, box.y + box.height - 2);
        assertThat(visitor.page().locator(".map-box .trace")).hasCount(1);
        mouse.move(box.x + 2, box.y + box.height - 2);
        mouse.up();
        int strains = 6 + references;
        assertThat(visitor.part("filter-picked")).containsText(strains + " picked in the map");
        shows(strains * (strains - 1) / 2, "6 of 6 sequences, ");
        visitor.part("map-box").press("Escape");
        assertThat(visitor.part("filter-picked")).hasCount(0);
        visitor.part("map-tool-box").click();
        drag(visitor.part("map-box").boundingBox(), 0.25, 0.75);
        visitor.part("map-all").click();
        visitor.part("map-tool-move").click();
        visitor.page().locator(".map-box .landmark-dot").first().click();
        assertThat(visitor.part("filter-picked")).containsText("1 picked in the map");
        shows(strains - 1, "6 of 6 sequences, ");
        for (var colour : new String[] {"clade", "passage", "verdict", "kind", "year"}) {
            visitor.part("map-colour").selectOption(colour);
            looksWell("map-filtered-en-" + colour);
        }
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        visitor.part("language-switch").click();
        looksWell("map-filtered-zh");
        visitor.page().setViewportSize(360, 800);
        looksWell("map-filtered-zh-360");
        var filtered = visitor.page().url();
        visitor.part("pair-row").first().press("Enter");
        assertThat(visitor.part("verdict")).isVisible();
        visitor.part("way-back").click();
        assertThat(visitor.page()).hasURL(filtered);
        assertThat(visitor.part("filter-picked")).isVisible();
    }

    /** From one share of the width and height to another. */
    private void drag(BoundingBox box, double from, double to) {
        var mouse = visitor.page().mouse();
        mouse.move(box.x + box.width * from, box.y + box.height * from);
        mouse.down();
        mouse.move(box.x + box.width * to, box.y + box.height * to);
        mouse.up();
    }

    private void shows(int rows, String text) {
        assertThat(visitor.part("row-count")).hasAttribute("data-rows", String.valueOf(rows));
        assertThat(visitor.part("row-count")).containsText(text);
    }

    private void looksWell(String name) {
        visitor.page()
                .screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
        assertThat(visitor.overhang()).isEmpty();
        assertThat(Axe.violations(visitor.page())).isEmpty();
    }

    /** By choice and by drop; what is no table of these strains is refused by its reason and changes nothing. */
    private void isColouredByAColumnOfOnesOwn() {
        var labs = "Strain,Lab,Titre\nA/Test/1/2005,London,40\na/test/2/2005,Beijing,1280\nA/Nobody/1/1999,Rome,5\n";
        visitor.part("map-own")
                .setInputFiles(new FilePayload("labs.csv", "text/csv", labs.getBytes(StandardCharsets.UTF_8)));
        var read = visitor.part("map-own-read");
        assertThat(read).containsText("labs.csv: 2 of 6 sequences have a row.");
        assertThat(read).containsText("1 row is of no strain here: A/Nobody/1/1999.");
        assertThat(visitor.part("map-colour")).hasValue("own:0");
        var legend = visitor.page().locator(".map-legend li");
        assertThat(legend).containsText(new String[] {"Lab:", "Beijing", "London", "not known"});
        visitor.part("map-colour").selectOption("own:1");
        assertThat(legend).containsText(new String[] {"Titre:"});
        looksWell("map-own-en");
        dropped("a,b\n1,2\n");
        assertThat(read).containsText("“dropped.csv” names no strain of this result.");
        assertThat(visitor.part("map-colour")).hasValue("own:1");
        dropped(labs.replace("Lab", "Laboratory"));
        assertThat(legend).containsText(new String[] {"Laboratory:", "Beijing", "London"});
    }

    private void dropped(String text) {
        visitor.page()
                .evaluate(
                        """
                        text => {
                          const dataTransfer = new DataTransfer()
                          dataTransfer.items.add(new File([text], 'dropped.csv'))
                          dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
                        }
                        """,
                        text);
    }

    @Test
    void picturesAreSavedAsPapersPrintThem() throws IOException {
        visitor.choose("mode", "all");
        visitor.part("sequences-text").fill(Strains.fasta(example, 6));
        visitor.part("landmarks").check();
        visitor.run();
        assertThat(visitor.part("map")).isVisible();
        isColouredByAColumnOfOnesOwn();

        var map = text(saved("svg", "85", "map-85"));
        assertThat(map)
                .startsWith("<?xml")
                .contains(
                        "width=\"85mm\"",
                        "<title>Antigenic map: ",
                        "src:url(data:font/woff2;base64,",
                        "Stress 0.",
                        "One square: ",
                        "Laboratory:",
                        "London",
                        "Driftline · ",
                        "differences of HI titres in log2",
                        "A/Wisconsin/67/2005")
                .doesNotContain("var(", "class=");
        var png = ByteBuffer.wrap(saved("png", "85", "map-85"));
        assertThat(png.getInt(16)).isEqualTo(1004);
        assertThat(png.getInt(33 + 8)).isEqualTo(11_811);
        saved("png", "180", "map-180");
        visitor.page().locator("[data-test=picture-heat]").check();
        assertThat(text(saved("svg", "180", "heat-180")))
                .contains("width=\"180mm\"", "linearGradient", "4-fold: variants begin", "A/Test/1/2005");
        saved("png", "85", "heat-85");
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        visitor.part("language-switch").click();
        assertThat(text(saved("svg", "180", "heat-180-zh")))
                .contains("热图", "血凝抑制滴度之差")
                .contains("fill=\"#fff\"");
        saved("png", "180", "heat-180-zh");
    }

    /** The file, and a copy to look at. */
    private byte[] saved(String form, String width, String name) throws IOException {
        visitor.part("picture-width").selectOption(width);
        var download = visitor.page()
                .waitForDownload(() -> visitor.part("picture-" + form).click());
        assertThat(download.suggestedFilename()).matches("driftline-(map|heat)-\\p{L}?.*6.*-H3\\." + form);
        var bytes = Files.readAllBytes(download.path());
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve("figure-" + name + "." + form), bytes);
        return bytes;
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    @Test
    void queriesAreAMatrixThatNamesTheNearestReference() {
        visitor.choose("mode", "query");
        visitor.part("sequences-text").fill(Strains.fasta(example, 3));
        var address = visitor.run();

        assertThat(visitor.part("covered")).containsText("of 3 sequences, predicted to be no antigenic variant");
        assertThat(visitor.part("matrix-row")).hasCount(3);
        assertThat(visitor.part("matrix-row").first().locator(".heat-cell")).hasCount(references);
        visitor.part("filter-text").fill("A/Test/2/");
        assertThat(visitor.part("matrix-row")).hasCount(1);
        assertThat(visitor.part("covered")).containsText("of 3 sequences, predicted to be no antigenic variant");
        visitor.part("filter-clear").click();
        visitor.part("sort-nearest").click();
        visitor.part("matrix-row").first().focus();
        visitor.page().keyboard().press("End");
        assertThat(visitor.page().locator("[data-test=matrix-row][data-index='2']"))
                .isFocused();
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL(url -> !url.equals(address));
        assertThat(visitor.part("verdict")).isVisible();
    }
}
