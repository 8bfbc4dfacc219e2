package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Request;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a first visit costs. Times are written to target/page-weight.txt, not judged: a test machine is no measure. */
@ExtendWith(StackExtension.class)
class PageWeightBrowserIT {
    private static final int FIRST_VIEW_BYTES = 200_000;
    private static final Path REPORT = Path.of("target", "page-weight.txt");
    private static final String INTERACTIVE_MILLIS =
            "Math.round(performance.getEntriesByType('resource').reduce((last, each) => Math.max(last, each.responseEnd), 0))";

    @Test
    void aFirstViewIsLight(Stack stack) throws IOException {
        List<String> report = new ArrayList<>();
        try (var chromium = new Chromium()) {
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
                }
            }
        }
        Files.write(REPORT, report);
    }
}
