package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.App;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.embedded.FreePort;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page where its host is shared with others: it goes nowhere but below its own path. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BelowPathBrowserIT {
    private static final String PATH = "/driftline";
    private static final String STRAY =
            "[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
                    + ".filter(href => href.startsWith('/') && !href.startsWith('/driftline/'))";

    private final int port = FreePort.find();
    private final Vertx vertx = Vertx.vertx();
    private final Chromium chromium = new Chromium();
    private @Nullable App gateway;

    @BeforeAll
    void start(Stack stack) {
        var settings = TestConfig.of(
                Map.of("server.port", Integer.toString(port), "server.publicUrl", "http://127.0.0.1:" + port + PATH));
        gateway = Running.await(App.start(vertx, stack.config().with(settings.server())));
    }

    @AfterAll
    void stop() {
        chromium.close();
        Running.await(Objects.requireNonNull(gateway).stop());
        Running.await(vertx.close());
    }

    @Test
    void aVisitorIsLedFromTheFirstPageToAResultAndBack() {
        try (var visitor = chromium.visitor(port, new Browser.NewContextOptions().setLocale("en-GB"))) {
            var page = visitor.page();
            visitor.open(PATH);
            assertThat(page).hasURL(address("/"));
            assertThat(page.locator("x-example-map svg").first()).isVisible();
            staysBelow(visitor);
            visitor.signUpByForm();
            assertThat(page).hasURL(address("/"));

            visitor.part("nav-new").click();
            assertThat(page).hasURL(address("/new"));
            visitor.loadExample(0);
            var job = visitor.run();
            assertThat(job).startsWith(address("/jobs/"));
            visitor.seesJob("SUCCEEDED");
            staysBelow(visitor);
            visitor.part("share").click();
            visitor.part("share-create").click();
            assertThat(visitor.part("share-since")).isVisible();
            assertThat(visitor.part("share-link").inputValue()).startsWith(address("/shared#"));

            page.reload();
            visitor.seesJob("SUCCEEDED");
            for (var part : List.of("catalogue", "history")) {
                visitor.part("nav-" + part).click();
                staysBelow(visitor);
            }
            page.goBack();
            page.goBack();
            assertThat(page).hasURL(job);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void aMapIsDrawnByAScriptOfItsOwn() {
        try (var visitor = chromium.visitor(port, new Browser.NewContextOptions().setLocale("zh-CN"))) {
            visitor.open(PATH + "/new?example=vaccine-strains");
            visitor.signUpByForm();
            assertThat(visitor.page()).hasURL(address("/new"));
            visitor.run();
            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.page().locator("x-antigenic-map svg").first()).isVisible();
            visitor.open(PATH + "/api");
            assertThat(visitor.part("api-start")).containsText(address("/api/v1/jobs"));
            staysBelow(visitor);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private String address(String own) {
        return "http://127.0.0.1:" + port + PATH + own;
    }

    private static void staysBelow(Visitor visitor) {
        assertThat((List<?>) visitor.page().evaluate(STRAY)).isEmpty();
    }
}
