package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a first visit costs. Times are written to target/page-weight.txt, not judged: a test machine is no measure. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageWeightBrowserIT {
    private static final int FIRST_VIEW_BYTES = 200_000;

    /** Ten packets, less their heads: what a server sends before it waits for word of the first. */
    private static final int FIRST_FLIGHT_BYTES = 14_000;

    private static final Path REPORT = Path.of("target", "page-weight.txt");
    private static final String INTERACTIVE_MILLIS =
            "Math.round(performance.getEntriesByType('resource').reduce((last, each) => Math.max(last, each.responseEnd), 0))";

    private static final double SHIFT = 0.05;
    private static final String LINE =
            "{\"offline\": false, \"latency\": 40, \"downloadThroughput\": 200000, \"uploadThroughput\": 200000}";

    /** All that moved without being asked to, as a share of the window, and what it was. */
    private static final String SHIFTS =
            """
            (() => {
              window.shifts = { sum: 0, moved: [] }
              new PerformanceObserver(list => {
                for (const { value, hadRecentInput, sources } of list.getEntries()) {
                  if (hadRecentInput) continue
                  window.shifts.sum += value
                  window.shifts.moved.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? node?.nodeName))
                }
              }).observe({ type: 'layout-shift', buffered: true })
            })()
            """;

    /** When the rows of a result are there, and when its map is, in milliseconds from the page's start. */
    private static final String MARKS =
            """
            (() => {
              const seen = (name, there) => {
                const look = () => (there() ? performance.mark(name) : requestAnimationFrame(look))
                look()
              }
              const rows = () => document.querySelector('[data-test=row-count]')?.dataset.rows > 40000
              seen('rows', () => rows() && document.querySelector('[data-test=pair-row]'))
              seen('map', () => document.querySelectorAll('.map-box .dot').length > 100)
            })()
            """;

    private static final String MARKED =
            "() => ['rows', 'map'].every(name => performance.getEntriesByName(name).length > 0)";

    /** Milliseconds until a change of the filter, and an order, are painted. */
    private static final String TIMES =
            """
            async () => {
              const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
              const timed = async act => {
                const start = performance.now()
                act()
                await painted()
                return Math.round(performance.now() - start)
              }
              const field = document.querySelector('[data-test=filter-text]')
              const typed = text => {
                field.value = text
                field.dispatchEvent(new Event('input', { bubbles: true }))
              }
              const at = name => Math.round(performance.getEntriesByName(name)[0].startTime)
              return [
                `first paint ${at('first-contentful-paint')}`,
                `rows ${at('rows')}`,
                `map ${at('map')}`,
                `filter ${await timed(() => typed('/200'))}`,
                `filter cleared ${await timed(() => typed(''))}`,
                `order ${await timed(() => document.querySelector('[data-test=sort-distanceLog2]').click())}`,
                `layout shift ${shifts.sum.toFixed(3)}`,
              ].join(', ')
            }
            """;

    private static final String DRAWN =
            """
            () => document.querySelectorAll('main h1').length > 0 && document.querySelectorAll('.loading, [aria-busy=true]').length === 0
            """;

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @Test
    void aFirstViewIsLight(Stack stack) throws IOException {
        List<String> report = new ArrayList<>();
        for (var path : List.of("/", "/new", "/about")) {
            try (var visitor = chromium.visitor(stack.port(), new Browser.NewContextOptions())) {
                List<Request> requests = new CopyOnWriteArrayList<>();
                visitor.page().onRequestFinished(requests::add);
                visitor.open(path);
                assertThat(visitor.page().locator("main h1")).isVisible();
                assertThat(visitor.page().locator(".loading")).hasCount(0);

                int bytes = requests.stream()
                        .mapToInt(request -> request.sizes().responseBodySize)
                        .sum();
                report.add("%s: %d requests, %.1f kB as sent, last answer %s ms after the start"
                        .formatted(
                                path,
                                requests.size(),
                                bytes / 1000.0,
                                visitor.page().evaluate(INTERACTIVE_MILLIS)));
                assertThat(bytes).as(path).isBetween(20_000, FIRST_VIEW_BYTES);
                assertThat(requests)
                        .filteredOn(request -> request.url().endsWith("/css/index.css"))
                        .singleElement()
                        .satisfies(sheet ->
                                assertThat(sheet.sizes().responseBodySize).isBetween(1_000, FIRST_FLIGHT_BYTES));
            }
        }
        Files.write(REPORT, report);
    }

    @Test
    void nothingMovesAwayWhileAPageComesOverASlowLine(Stack stack) {
        for (int width : List.of(412, 1280)) {
            var window = new Browser.NewContextOptions().setViewportSize(width, 823);
            try (var visitor = chromium.visitor(stack.port(), window.setLocale("en-GB"))) {
                visitor.withAccount();
                var results = List.of(finished(visitor, stack, "pair", 2), finished(visitor, stack, "all", 6));
                slow(visitor);
                var pages = new ArrayList<>(
                        List.of("/", "/models", "/new", "/history", "/examples/h3n2-variant", "/about", "/api"));
                pages.addAll(results);
                pages.forEach(path -> stands(visitor, path, width));
            }
        }
    }

    /** {@code scripts/bench --page}: the figures of a result of 44 850 pairs; {@code -Dpage.fasta=FILE} has 300 strains in place of made ones. */
    @Test
    @EnabledIfSystemProperty(named = "page.figures", matches = "true")
    void aLargeResultIsTimed(Stack stack) throws IOException {
        List<String> report = new ArrayList<>();
        var window = new Browser.NewContextOptions().setViewportSize(1280, 900);
        try (var visitor = chromium.visitor(stack.port(), window.setLocale("en-GB"))) {
            visitor.withAccount();
            var path = finished(visitor, stack, "all", 300);
            visitor.page().addInitScript(SHIFTS);
            visitor.page().addInitScript(MARKS);
            for (int run = 0; run < 5; run++) {
                visitor.open(path);
                visitor.page().waitForFunction(MARKED, null, new Page.WaitForFunctionOptions().setTimeout(60_000));
                report.add("page: " + visitor.page().evaluate(TIMES));
                visitor.open("/about"); // so that the next run begins at the result again
            }
        }
        report.forEach(System.out::println);
        Files.write(Path.of("target", "page-large.txt"), report);
        assertThat(report).hasSize(5);
    }

    /** As a phone's line is, though with less latency, so that the test comes to an end. */
    private static void slow(Visitor visitor) {
        visitor.page().addInitScript(SHIFTS);
        var devtools = visitor.context().newCDPSession(visitor.page());
        devtools.send("Network.enable");
        devtools.send(
                "Network.emulateNetworkConditions", JsonParser.parseString(LINE).getAsJsonObject());
    }

    private static void stands(Visitor visitor, String path, int width) {
        visitor.open(path);
        visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
        visitor.page().waitForFunction(DRAWN);
        var sum = (Number) visitor.page().evaluate("shifts.sum");
        assertThat(sum.doubleValue())
                .as("%s, %d px wide: %s", path, width, visitor.page().evaluate("shifts.moved"))
                .isLessThanOrEqualTo(SHIFT);
    }

    private static String fasta(String example, int strains) {
        var file = System.getProperty("page.fasta", "");
        try {
            return file.isEmpty() ? Strains.fasta(example, strains) : Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The address of a job that has ended. */
    private static String finished(Visitor visitor, Stack stack, String mode, int strains) {
        var stranger = ApiUser.stranger(stack);
        var example = stranger.get("/examples")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("sequences");
        var submission = stranger.submission(fasta(example, strains)).put("mode", mode);
        var answer = visitor.context()
                .request()
                .post(
                        "/api/v1/jobs",
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setHeader("Origin", "http://127.0.0.1:" + stack.port())
                                .setData(submission.encode()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        var path = "/jobs/" + new JsonObject(answer.text()).getString("id");
        visitor.open(path);
        visitor.seesJob("SUCCEEDED");
        return path;
    }
}
