package io.driftline.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.testing.Golden;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
