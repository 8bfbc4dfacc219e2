package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first page, and examples that stand there as results before anybody has signed up; each is what the service answers. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesBrowserIT {
    private static final Path RESULTS = Path.of("webroot", "results");
    private static final String MAP = "vaccine-strains";
    /** Written anew after a model or the form of results has changed; the test of the same run then holds. */
    private static final boolean RENEW = Boolean.getBoolean("driftline.examples");

    private static final List<String> SHIPPED =
            List.of("mode", "strains", "finishedAt", "model", "encoding", "summary", "result");
    private static final String SHIFT =
            "new Promise(told => new PerformanceObserver(list => told(list.getEntries().reduce((sum, each) => sum + each.value, 0)))"
                    + ".observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => told(0), 300))";

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, LIGHT, 1280, Antigenic variant, Undecided: test it",
        "zh-CN, DARK, 360, 抗原变异株, 未定：建议实测",
    })
    void theFirstPageHasALiveMapAndFinishedExamples(
            String locale, ColorScheme scheme, int width, String variant, String undecided, Stack stack) {
        var options = new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(scheme)
                .setViewportSize(width, 800);
        try (var visitor = chromium.visitor(stack.port(), options)) {
            visitor.open("/");
            assertThat(visitor.part("map-strain")).hasCount(8);
            assertThat(visitor.part("home-verdict")).containsText(variant);
            double shift = ((Number) visitor.page().evaluate(SHIFT)).doubleValue();
            assertThat(shift).isLessThanOrEqualTo(0.05);
            visitor.part("map-strain").nth(4).focus();
            assertThat(visitor.part("home-verdict")).containsText(undecided);
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.part("map-strain").nth(4)).hasAttribute("aria-pressed", "true");
            assertThat(visitor.overhang()).isEmpty();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target", "screenshots", "home-" + locale + ".png"))
                            .setFullPage(true));

            visitor.part("home-example").first().click();
            assertThat(visitor.part("verdict").getByRole(AriaRole.HEADING)).hasText(variant);
            assertThat(visitor.part("sign-in-link")).isVisible();
            visitor.page().setViewportSize(1280, 800);
            assertThat(visitor.printed("report-" + locale)).isBetween(2L, 4L);
            visitor.page().setViewportSize(width, 800);
            assertThat(visitor.overhang()).isEmpty();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.part("example-run").click();
            assertThat(visitor.part("record")).hasCount(2);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void whatIsPastedOnTheFirstPageStandsInTheForm(Stack stack) {
        try (var visitor = chromium.visitor(stack.port(), new Browser.NewContextOptions().setLocale("en-GB"))) {
            visitor.withAccount().open("/");
            var text = visitor.context().request().get("/api/v1/examples").text();
            var sequences =
                    new JsonObject(text).getJsonArray("items").getJsonObject(0).getString("sequences");
            visitor.part("home-text").fill(sequences);
            visitor.part("home-go").click();
            assertThat(visitor.part("sequences-text")).hasValue(sequences);
            assertThat(visitor.part("record")).hasCount(2);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h3n2-variant", "h3n2-same", "b-victoria"})
    void anExampleIsWhatTheServiceAnswers(String id, Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var job = user.awaitEnd(user.submit(user.example(id)));
        if (RENEW) {
            renew(id, job);
        }
        var shipped = shipped(id).getJsonObject("result").getJsonArray("pairs").getJsonObject(0);
        var now = job.getJsonObject("result").getJsonArray("pairs").getJsonObject(0);
        assertThat(shipped(id).getJsonObject("model").getString("version"))
                .isEqualTo(job.getJsonObject("model").getString("version"));
        assertThat(shipped.getString("verdict")).isEqualTo(now.getString("verdict"));
        assertThat(shipped.fieldNames()).isEqualTo(now.fieldNames());
        for (var figure : List.of("probability", "distanceLog2")) {
            assertThat(shipped.getDouble(figure)).as(figure).isCloseTo(now.getDouble(figure), within(1e-3));
        }
        assertThat(places(shipped)).isEqualTo(places(now));
    }

    private static void renew(String id, JsonObject job) throws IOException {
        var kept = new JsonObject();
        SHIPPED.forEach(field -> kept.put(field, job.getValue(field)));
        kept.getJsonObject("result").remove("job");
        write(id, kept);
    }

    /** The strains keep their places: drawing them is for the page. */
    private static void renewMap(JsonObject job, JsonArray now) throws IOException {
        var pairs = new JsonArray();
        for (int i = 0; i < now.size(); i++) {
            var pair = now.getJsonObject(i);
            pairs.add(new JsonArray()
                    .add(pair.getInteger("recordA") - 1)
                    .add(pair.getInteger("recordB") - 1)
                    .add(pair.getString("verdict"))
                    .add(pair.getDouble("distanceLog2"))
                    .add(pair.getDouble("probability")));
        }
        write(
                MAP,
                shipped(MAP)
                        .put("model", job.getJsonObject("model"))
                        .put("encoding", job.getJsonObject("encoding"))
                        .put("pairs", pairs));
    }

    private static void write(String id, JsonObject shipped) throws IOException {
        Files.writeString(RESULTS.resolve(id + ".json"), shipped.encode() + "\n");
    }

    private static List<Integer> places(JsonObject pair) {
        return pair.getJsonArray("substitutions").stream()
                .map(each -> ((JsonObject) each).getInteger("position"))
                .toList();
    }

    @Test
    void theMapIsWhatTheServiceAnswers(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var job = user.awaitEnd(
                user.post("/jobs", user.submission(user.example(MAP)).put("mode", "all"))
                        .bodyAsJsonObject()
                        .getString("id"));
        var now = job.getJsonObject("result").getJsonArray("pairs");
        if (RENEW) {
            renewMap(job, now);
        }
        var shipped = shipped(MAP).getJsonArray("pairs");
        assertThat(shipped).hasSameSizeAs(now);
        for (int i = 0; i < now.size(); i++) {
            var pair = now.getJsonObject(i);
            var row = shipped.getJsonArray(i);
            assertThat(List.of(row.getInteger(0) + 1, row.getInteger(1) + 1))
                    .isEqualTo(List.of(pair.getInteger("recordA"), pair.getInteger("recordB")));
            assertThat(row.getDouble(3)).isCloseTo(pair.getDouble("distanceLog2"), within(2e-3));
            assertThat(row.getString(2)).isEqualTo(pair.getString("verdict"));
        }
    }

    private static JsonObject shipped(String id) throws IOException {
        return new JsonObject(Files.readString(RESULTS.resolve(id + ".json")));
    }
}
