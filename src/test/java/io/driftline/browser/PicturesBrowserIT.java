package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.testing.ApiUser;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
    private final Chromium chromium = new Chromium();
    private Line line;
    private Visitor visitor;
    private String example = "";
    private int panel;
    private int references;

    @BeforeAll
    void join(Stack stack) {
        line = new Line(stack);
        var stranger = ApiUser.stranger(stack);
        example = items(stranger, "/examples").getJsonObject(0).getString("sequences");
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

        visitor.page().locator("[data-test=picture-heat]").check();
        visitor.part("heat-box").focus();
        visitor.page().keyboard().press("ArrowDown");
        assertThat(visitor.part("heat-reading")).containsText("not compared");
        visitor.page().keyboard().press("ArrowRight");
        assertThat(visitor.part("heat-reading")).containsText("log2");
        assertThat(visitor.overhang()).isEmpty();
        var download =
                visitor.page().waitForDownload(() -> visitor.part("picture-png").click());
        assertThat(download.suggestedFilename()).matches("driftline-heat-.*\\.png");
        visitor.part("heat-box").press("Enter");
        visitor.page().waitForURL(url -> !url.equals(address));
        assertThat(visitor.part("verdict")).isVisible();
    }

    @Test
    void queriesAreAMatrixThatNamesTheNearestReference() {
        visitor.choose("mode", "query");
        visitor.part("sequences-text").fill(Strains.fasta(example, 3));
        var address = visitor.run();

        assertThat(visitor.part("covered")).containsText("of 3 sequences are covered");
        assertThat(visitor.part("matrix-row")).hasCount(3);
        assertThat(visitor.part("matrix-row").first().locator(".heat-cell")).hasCount(references);
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
