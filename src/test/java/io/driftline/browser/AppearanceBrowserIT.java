package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page and state, with each two of language, theme and width together: fits its window, is accessible, is kept as a
 * picture. A window of 640 is one of 1280 at a zoom of 200 %; 320 is the narrowest that WCAG asks for. Each language is walked
 * through once, in a wide window that becomes a narrow one of the other theme at each stop.
 */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppearanceBrowserIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int WIDE = 1280;
    private static final int HIGH = 800;
    private static final int VARIANT = 0;
    private static final int SAME = 1;
    private static final int PROBLEMS = 4;
    private static final String LONG_NAME =
            "A/mallard_duck/Interior_Alaska_North_Slope_Borough/10BM01929R0-supplementary-isolate/2010";
    private static final String RESIDUES =
            "MKTIIALSYILCLVFAQKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDS".repeat(3);

    private final Chromium chromium = new Chromium();
    private Stack stack;
    private Line line;

    @BeforeAll
    void join(Stack stack) {
        this.stack = stack;
        line = new Line(stack);
    }

    @AfterAll
    void leave() {
        line.close();
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, NO_PREFERENCE, 320", "zh-CN, DARK, REDUCE, 640"})
    void everyPageFitsAndIsAccessible(String locale, ColorScheme scheme, ReducedMotion motion, int narrow) {
        var options = new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(scheme)
                .setTimezoneId("Europe/London")
                .setReducedMotion(motion)
                .setViewportSize(WIDE, HIGH);
        try (var visitor = chromium.visitor(line.port(), options)) {
            var gallery = new Gallery(visitor, locale.substring(0, 2), scheme, motion, narrow);
            beforeSigningIn(visitor, gallery);
            visitor.withAccount();
            firstVisit(visitor, gallery);
            entering(visitor, gallery);
            running(visitor, gallery);
            ended(visitor, gallery);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static void beforeSigningIn(Visitor visitor, Gallery gallery) {
        visitor.open("/");
        gallery.keep("home", visitor.part("home-verdict"));
        visitor.open("/models");
        gallery.keep("catalogue", visitor.part("heart").first());
        visitor.part("model-details").first().click();
        gallery.keep("catalogue-details", visitor.part("calibration").first());
        visitor.open("/signup");
        gallery.keep("sign-up", visitor.part("sign-up-form"));
        visitor.open("/signin");
        visitor.part("field-email").fill("nobody@example.org");
        visitor.part("field-password").fill("not the password");
        visitor.part("sign-in-submit").click();
        gallery.keep("sign-in-refused", visitor.part("error"));
        visitor.open("/history");
        gallery.keep("sign-in", visitor.part("sign-in-form"));
        visitor.open("/about");
        gallery.keep("about", visitor.page().locator("#glossary"));
        visitor.open("/api");
        visitor.page().locator("#submitJob > summary").click();
        visitor.page().locator("#listLimits > summary").click();
        visitor.page().locator("#listLimits [data-test=api-try]").click();
        gallery.keep("api", visitor.part("api-said"));
        visitor.open("/nothing/here");
        gallery.keep("missing", visitor.page().locator("h1"));
    }

    private static void firstVisit(Visitor visitor, Gallery gallery) {
        visitor.open("/history");
        gallery.keep("history-empty", visitor.part("history-empty"));
        visitor.open("/account");
        gallery.keep("account", visitor.part("token-create"));
        visitor.part("token-name").fill("nightly surveillance script");
        visitor.part("token-create").click();
        gallery.keep("account-token", visitor.part("token-row"));
        visitor.part("password-currentPassword").fill("not the password");
        visitor.part("password-password").fill("nine slow herons");
        visitor.part("password-change").click();
        visitor.part("leave").click();
        gallery.keep("account-refused", visitor.part("error"));
        visitor.open("/jobs/aaaaaaaaaaaaaaaaaaaaaaaaaa");
        gallery.keep("job-unknown", visitor.part("job-gone"));
    }

    private static void entering(Visitor visitor, Gallery gallery) {
        visitor.open("/new?encoding=unheard-of");
        gallery.keep("new", visitor.part("link-unknown"));
        visitor.part("choose-model").click();
        visitor.part("form-link").click();
        gallery.keep("new-choices", visitor.part("form-link-address"));
        visitor.part("layout-two").check();
        gallery.keep("new-two-fields", visitor.part("sequences-b"));
        visitor.part("layout-one").check();
        visitor.part("sequences-text").fill(">" + LONG_NAME + "\n" + RESIDUES + "\n>A/Second/1/2001\nMKT#" + RESIDUES);
        visitor.part("run").click();
        gallery.keep("new-refused", visitor.part("sequences-error"));
        visitor.loadExample(PROBLEMS);
        visitor.part("check").click();
        gallery.keep("new-check-failed", visitor.part("record-error").first());
        visitor.loadExample(VARIANT);
        visitor.part("check").click();
        gallery.keep("new-checked", visitor.part("check-verdict"));
        visitor.part("example-3").click();
        gallery.keep("new-batch", visitor.part("check-verdict"));
        visitor.loadExample(VARIANT);
        enteringMany(visitor, gallery);
    }

    private static void enteringMany(Visitor visitor, Gallery gallery) {
        var pair = visitor.part("sequences-text").inputValue();
        visitor.choose("mode", "query");
        visitor.part("sequences-text").fill(Strains.fasta(pair, 12) + ">" + LONG_NAME + "\nMKT\n");
        visitor.part("check").click();
        gallery.keep("new-query", visitor.part("check-verdict"));
        visitor.choose("mode", "all");
        gallery.keep("new-all", visitor.part("pair-count"));
        visitor.choose("mode", "list");
        visitor.part("pairs-text")
                .fill("strain_a,strain_b\nA/Test/1/2005,A/Test/2/2005\nA/Test/1/2005,A/Nobody/1/1999\n");
        gallery.keep("new-list", visitor.part("unknown-names"));
        visitor.choose("mode", "pair");
        visitor.part("sequences-text").fill(pair);
    }

    /** What is over in a moment is held still: the job's answer says that it is not yet done. */
    private void running(Visitor visitor, Gallery gallery) {
        var page = visitor.page();
        var address = visitor.run();
        visitor.seesJob("SUCCEEDED");
        pretend(visitor, address, "QUEUED", "queued", 1);
        gallery.keep("job-queued", visitor.part("queue"));
        pretend(visitor, address, "PREDICTING", "predicting", 4);
        gallery.keep("job-running", visitor.part("progress"));
        pretend(visitor, address, "ENCODING", "encoding", 3);
        assertThat(visitor.part("stage-encoding")).hasAttribute("data-state", "active");
        line.cut();
        gallery.keep("job-line-lost", visitor.part("connection-banner"));
        line.mend(stack);
        page.close();
        visitor.newTab();
    }

    private static void pretend(Visitor visitor, String address, String state, String stage, int events) {
        var path = "/api/v1" + URI.create(address).getPath();
        var job = answer(visitor, path).put("state", state).put("stage", stage).put("progress", 40);
        job.put("result", null).put("summary", null).put("attempt", 2);
        job.put("position", "QUEUED".equals(state) ? 3 : null).put("waitSeconds", "QUEUED".equals(state) ? 40 : null);
        job.put("finishedAt", null).put("expiresAt", null);
        var told = new JsonArray(answer(visitor, path + "/events").getJsonArray("items").stream()
                .limit(events)
                .toList());
        var page = visitor.page();
        page.unrouteAll();
        page.route(url -> url.endsWith(path), route -> route.fulfill(json(job)));
        page.route(url -> url.endsWith("/events"), route -> route.fulfill(json(new JsonObject().put("items", told))));
        page.navigate(address);
    }

    private static Route.FulfillOptions json(JsonObject body) {
        return new Route.FulfillOptions().setBody(body.encode()).setContentType("application/json");
    }

    private static JsonObject answer(Visitor visitor, String path) {
        return new JsonObject(visitor.context().request().get(path).text());
    }

    private static void ended(Visitor visitor, Gallery gallery) {
        visitor.runExample(VARIANT);
        visitor.seesJob("SUCCEEDED");
        gallery.keep("result-variant", visitor.part("verdict"));
        visitor.part("delete").click();
        visitor.part("substitutions-all").click();
        visitor.page().locator("summary").last().click();
        gallery.keep("result-variant-all", visitor.part("delete-confirm"));
        visitor.runExample(SAME);
        visitor.seesJob("SUCCEEDED");
        gallery.keep("result-same", visitor.part("verdict"));
        visitor.runExample(PROBLEMS);
        visitor.seesJob("FAILED");
        gallery.keep("job-failed", visitor.part("error"));
        many(visitor, gallery);
        visitor.part("nav-history").click();
        gallery.keep("history", visitor.part("history-row").nth(3));
    }

    private static void many(Visitor visitor, Gallery gallery) {
        visitor.open("/new");
        visitor.loadExample(VARIANT);
        var pair = visitor.part("sequences-text").inputValue();
        visitor.choose("mode", "query");
        visitor.part("sequences-text").fill(Strains.fasta(pair, 40) + pair + "\n>" + LONG_NAME + "\nMKT\n");
        visitor.run();
        visitor.seesJob("SUCCEEDED");
        gallery.keep("result-many", visitor.part("left-out"));
    }

    /** The README's picture, where {@code -Ddriftline.screenshot} says. */
    @Test
    void theResultIsWorthShowing() {
        var options = new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1100, 900);
        try (var visitor = chromium.visitor(line.port(), options)) {
            visitor.withAccount().runExample(VARIANT);
            assertThat(visitor.part("verdict")).isVisible();
            var target = System.getProperty("driftline.screenshot");
            var path = target == null ? PICTURES.resolve("screenshot.png") : Path.of(target);
            visitor.page().screenshot(new Page.ScreenshotOptions().setPath(path));
            assertThat(path).isNotEmptyFile();
        }
    }

    /** Where pictures are kept under their reader's language, theme and width. */
    private record Gallery(Visitor visitor, String language, ColorScheme scheme, ReducedMotion motion, int narrow) {
        void keep(String name, Locator part) {
            assertThat(part.first()).isVisible();
            assertThat(visitor.page().locator(".loading")).hasCount(0);
            fits(name, scheme, WIDE);
            assertThat(Axe.violations(visitor.page())).as(name).isEmpty();
            if (motion == ReducedMotion.REDUCE) {
                assertStill(name);
            }
            var other = scheme == ColorScheme.LIGHT ? ColorScheme.DARK : ColorScheme.LIGHT;
            become(other, ReducedMotion.REDUCE, narrow);
            fits(name, other, narrow);
            assertThat(Axe.violationsBesideContrast(visitor.page())).as(name).isEmpty();
            assertStill(name);
            become(scheme, ReducedMotion.REDUCE, WIDE);
            become(scheme, motion, WIDE);
        }

        /** Drawn before anything else is asked for: colours that would pass into one another change at once. */
        private void become(ColorScheme theme, ReducedMotion moves, int width) {
            visitor.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setColorScheme(theme).setReducedMotion(moves));
            visitor.page().setViewportSize(width, HIGH);
            visitor.page().evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        }

        private void fits(String name, ColorScheme theme, int width) {
            visitor.toTheEnd();
            var file = name + "-" + language + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
            visitor.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve(file))
                            .setFullPage(true));
            assertThat(visitor.overhang())
                    .as(file + " is wider than its window")
                    .isEmpty();
        }

        private void assertStill(String name) {
            assertThat(visitor.page().evaluate("document.getAnimations().length"))
                    .as(name + " moves")
                    .isEqualTo(0);
        }
    }
}
