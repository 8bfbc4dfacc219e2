package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import io.driftline.testing.ApiUser;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pictures of many pairs: their mathematics, and that they can be read and used. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesBrowserIT {
    /** Points drawn at random, and the distances between those pairs that {@code keep} wants. */
    private static final String CONFIGURATION =
            """
            const { drawn, randomFrom, turned, judged } = await import('/js/pictures/cartography.js')
            const configuration = (size, keep) => {
              const random = randomFrom(7)
              const places = new Float64Array(2 * size).map(() => 8 * random())
              const pairs = []
              for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) if (keep(i, j)) pairs.push([i, j])
              const apart = (at, [i, j]) => Math.hypot(at[2 * i] - at[2 * j], at[2 * i + 1] - at[2 * j + 1])
              const distances = { size, from: Uint32Array.from(pairs, each => each[0]), to: Uint32Array.from(pairs, each => each[1]),
                lengths: Float64Array.from(pairs, each => apart(places, each)) }
              return { places, pairs, apart, distances }
            }
            """;

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

    private Object computed(String script) {
        return visitor.page().evaluate("async () => {" + CONFIGURATION + script + "}");
    }

    @Test
    void aMapRecoversAKnownConfigurationUpToTurningAndMirroring() {
        assertThat((Double) computed("return drawn(configuration(25, () => true).distances).stress"))
                .isLessThan(1e-5);
    }

    @Test
    void aMapRecoversPairsThatItWasNotGiven() {
        var worst = (Double)
                computed(
                        """
                const { places, apart, distances } = configuration(24, (i, j) => (3 * i + 5 * j) % 7 < 4)
                const map = drawn(distances)
                let worst = 0
                for (let i = 0; i < 24; i++) for (let j = i + 1; j < 24; j++) worst = Math.max(worst, Math.abs(apart(places, [i, j]) - apart(map.places, [i, j])))
                return worst
                """);

        assertThat(worst).isLessThan(1e-3);
    }

    @Test
    void theSameDistancesGiveTheSameMap() {
        assertThat(
                        computed(
                                """
                        const { distances } = configuration(20, (i, j) => (i + j) % 3 > 0)
                        distances.lengths = distances.lengths.map((each, index) => each + (index % 5) / 3)
                        const [one, other] = [drawn(distances), drawn(distances)]
                        return one.stress > 0.01 && one.places.every((each, index) => each === other.places[index])
                        """))
                .isEqualTo(true);
    }

    @Test
    void stressIsKruskalsAndWorstWhereNothingFits() {
        // Two points one unit apart on the map that should be two: sqrt((1 - 2)² / 1²).
        assertThat((Number) computed(
                        "return judged({ from: [0], to: [1], lengths: [2] }, Float64Array.of(0, 0, 1, 0)).stress"))
                .extracting(Number::doubleValue)
                .isEqualTo(1.0);
        // Seven points all equally far from each other fit into six dimensions, not into two.
        assertThat(
                        (Double)
                                computed(
                                        """
                        const { distances } = configuration(7, () => true)
                        return drawn({ ...distances, lengths: distances.lengths.map(() => 3) }).stress
                        """))
                .isBetween(0.2, 0.5);
    }

    @Test
    void aMapIsTurnedAlongItsLengthWithLaterYearsToTheRight() {
        @SuppressWarnings("unchecked")
        var places = (List<Number>)
                computed("return [...turned(Float64Array.of(3, 3, 2, 2, 1, 1, 0, 0), [1990, 2000, null, 2010])]");

        assertThat(places.get(0).doubleValue()).isCloseTo(-1.5 * Math.sqrt(2), within(1e-9));
        assertThat(places.get(6).doubleValue()).isCloseTo(1.5 * Math.sqrt(2), within(1e-9));
        assertThat(places.get(7).doubleValue()).isCloseTo(0, within(1e-9));
    }

    @Test
    void whatIsAlikeStandsTogether() {
        assertThat(
                        computed(
                                """
                        const { alikeTogether } = await import('/js/pictures/clustering.js')
                        const at = [1, 9, 2, 8, 1.5, 9.5]
                        const apart = Float64Array.from(at.flatMap(x => at.map(y => Math.abs(x - y))))
                        return alikeTogether(apart, at.length).map(place => Math.round(at[place] / 10)).join('')
                        """))
                .asString()
                .matches("000111|111000");
    }

    @Test
    void strainsWithTooFewDistancesStayOffTheMap() {
        var counts = computed(
                """
                const { mappable } = await import('/js/pictures/strains.js')
                const strains = [1, 2, 3, 4, 5, 6].map(key => ({ key, label: 's' + key }))
                const row = (recordA, recordB) => ({ recordA, recordB, distanceLog2: 1 })
                const four = [row(1, 2), row(1, 3), row(1, 4), row(2, 3), row(2, 4), row(3, 4)]
                const kept = mappable('list', strains, [...four, row(5, 1), row(5, 2), row(6, 5)])
                return [kept.strains.map(each => each.key).join(''), kept.distances.lengths.length]
                """);

        assertThat(counts).asInstanceOf(InstanceOfAssertFactories.LIST).containsExactly("1234", 6);
    }

    @Test
    void namesAreOrderedAsPeopleOrderThemAndWhatHasNoneComesLast() {
        assertThat(
                        computed(
                                """
                        const { ordered } = await import('/js/result/rows.js')
                        const rows = ['A/10', null, 'A/9', 'b', 'A/9']
                        return [ordered(rows, each => each, false).join(), ordered(rows, each => each, true).join(), ordered([2, null, 1], each => each, true).join()]
                        """))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("A/9,A/9,A/10,b,", "b,A/10,A/9,A/9,", "2,1,");
    }

    @Test
    void allWithEachOtherAreAMapWithLandmarksAndAHeatMapThatOpensPairs() {
        visitor.choose("mode", "all");
        visitor.part("sequences-text").fill(Strains.fasta(example, 6));
        visitor.part("landmarks").check();
        assertThat(visitor.part("pair-count")).hasAttribute("data-pairs", "45");
        var address = visitor.run();

        assertThat(visitor.part("map")).isVisible();
        assertThat(visitor.part("map-grade")).containsText("fit");
        assertThat(visitor.page().locator(".landmark-dot")).hasCount(2);
        assertThat(visitor.page().locator(".map-box circle")).hasCount(6);
        visitor.part("map-table").locator("summary").click();
        assertThat(visitor.part("map-row")).hasCount(8);
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
        assertThat(visitor.part("matrix-row").first().locator(".heat-cell")).hasCount(2);
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
