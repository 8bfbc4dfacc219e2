package io.driftline.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.testing.Golden;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Headers and strains' names as the page reads and shows them. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrainNamesBrowserIT {
    private final Chromium chromium = new Chromium();
    private Line line;
    private Visitor visitor;

    @BeforeAll
    void visit(Stack stack) {
        line = new Line(stack);
        visitor = chromium.visitor(line.port(), new Browser.NewContextOptions());
        visitor.open("/");
    }

    @AfterAll
    void leave() {
        visitor.close();
        line.close();
        chromium.close();
    }

    private String computed(String script, Object argument) {
        return (String) visitor.page().evaluate("async argument => {" + script + "}", argument);
    }

    @Test
    void understandsRealHeadersAsTheGatewayAndTheWorkerDo() {
        var cases = Golden.array("headers.json");
        var answers = new JsonArray(computed(
                """
                        const { parsed } = await import('/js/headers/header.js')
                        return JSON.stringify(JSON.parse(argument).map(({ header }) => parsed(header)))
                        """,
                cases.encode()));

        assertThat(answers).hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            assertThat(answers.getJsonObject(i)).isEqualTo(expected(cases.getJsonObject(i)));
        }
    }

    @Test
    void namesRecordsBesideEachOtherSoThatNoneIsTakenForAnother() {
        assertThat(names(
                        "A/Cattle/USA/24-009110-001/2024_H5N1",
                        "A/Cattle/USA/24-008749-001/2024_H5N1",
                        "IVR-165 (A/Brisbane/10/2010)",
                        "A/Brisbane/10/2010",
                        "A/Norway/10655/2024-egg",
                        "A/Norway/10655/2024-cell",
                        "_A/Nebraska/01/2024 |EPI_ISL_0000785|2024-12-28 ",
                        "A/HongKong/45/2019_egg_E5/E2",
                        "24-0123-HA",
                        "A/Wisconsin/67/2005 HA",
                        "A/Wisconsin/67/2005 (protein)"))
                .containsExactly(
                        "A/Cattle/USA/24-009110-001/2024",
                        "A/Cattle/USA/24-008749-001/2024",
                        "IVR-165 (A/Brisbane/10/2010)",
                        "A/Brisbane/10/2010",
                        "A/Norway/10655/2024-egg",
                        "A/Norway/10655/2024-cell",
                        "A/Nebraska/01/2024",
                        "A/HongKong/45/2019 egg E5/E2",
                        "24-0123-HA",
                        "A/Wisconsin/67/2005 (HA)",
                        "A/Wisconsin/67/2005 (protein)");
    }

    @Test
    void shortensLongNamesInTheMiddle() {
        assertThat(computed(
                        """
                        const { shortened } = await import('/js/result/names.js')
                        return [shortened(argument), shortened('x'.repeat(60)), shortened('😀'.repeat(60)).length].join(' ')
                        """,
                        "CONSENSUS_" + "n".repeat(900) + "_threshold_0.6"))
                .isEqualTo("CONSENSUS_" + "n".repeat(34) + "…n_threshold_0.6 " + "x".repeat(60) + " 120");
    }

    private List<String> names(String... headers) {
        var said = computed(
                """
                const { strainNames } = await import('/js/result/names.js')
                return JSON.stringify(strainNames(JSON.parse(argument)))
                """,
                new JsonArray(List.of(headers)).encode());
        return new JsonArray(said).stream().map(String::valueOf).toList();
    }

    private static JsonObject expected(JsonObject given) {
        boolean sure = !given.getBoolean("unsure", false);
        var header = given.getString("header");
        var whole = new JsonObject()
                .put("shown", given.getString("shown", sure ? given.getString("strain") : header))
                .put("ids", given.getJsonArray("ids", new JsonArray()))
                .put("rest", given.getJsonArray("rest", new JsonArray()))
                .put("sure", sure);
        for (var name : new String[] {"strain", "year", "subtype", "lineage", "passage", "date"}) {
            whole.put(name, given.getValue(name));
        }
        return whole;
    }
}
