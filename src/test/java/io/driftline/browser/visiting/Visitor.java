package io.driftline.browser.visiting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** A person before the page, and what the browser had to complain of meanwhile. */
public final class Visitor implements AutoCloseable {
    public static final String PASSWORD = "seven quiet geese";
    private static final Pattern JOB = Pattern.compile("/jobs/[a-z2-7]{26}$");

    private static final Pattern PAGE = Pattern.compile("/Type */Page\\b(?!s)");

    /** A refusal by status, and a socket on a broken line: the page itself tells of them. */
    private static final Pattern ORDINARY =
            Pattern.compile("Failed to load resource|WebSocket connection to 'ws://127\\.0\\.0\\.1");

    private static final String OVERHANG =
            """
            () => {
              const root = document.documentElement, own = [...document.adoptedStyleSheets], spaced = new CSSStyleSheet()
              spaced.replaceSync('* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }')
              const beyond = each => each.getBoundingClientRect().right > root.clientWidth
              const measured = (how, sheets) => {
                document.adoptedStyleSheets = sheets
                const pixels = root.scrollWidth - root.clientWidth
                if (pixels === 0) return []
                const causes = [...document.body.querySelectorAll('*')].filter(each => beyond(each) && !each.closest('thead, .hidden') && ![...each.children].some(beyond))
                return [`${how} by ${pixels} px: ${causes.map(each => each.outerHTML.slice(0, 80)).join(' ')}`]
              }
              const found = [...measured('as it is', own), ...measured('spaced', [...own, spaced])]
              document.adoptedStyleSheets = own
              return found
            }
            """;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final BrowserContext context;
    private final String site;
    private final List<String> complaints = new ArrayList<>();
    private final int number = COUNT.incrementAndGet();
    private Page page;

    Visitor(BrowserContext context, int port) {
        this.context = context;
        this.site = "//127.0.0.1:" + port;
        context.onRequest(request -> noteForeign(request.url()));
        context.onWebError(error -> complaints.add(error.error()));
        context.onConsoleMessage(message -> {
            if ("error".equals(message.type())
                    && !ORDINARY.matcher(message.text()).lookingAt()) {
                complaints.add(message.text());
            }
        });
        page = newTab();
    }

    private void noteForeign(String url) {
        boolean own = url.startsWith("http:" + site + "/")
                || url.startsWith("ws:" + site + "/")
                || url.startsWith("data:")
                || url.startsWith("blob:");
        if (!own) {
            complaints.add("request to " + url);
        }
    }

    public Page newTab() {
        page = context.newPage();
        page.onWebSocket(socket -> noteForeign(socket.url()));
        return page;
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    public String email() {
        return "visitor" + number + "@example.org";
    }

    public String name() {
        return "Visitor " + number;
    }

    /** Errors of scripts, breaches of the page's own policy, requests to anywhere else. */
    public List<String> complaints() {
        return complaints;
    }

    public Locator part(String name) {
        return page.getByTestId(name);
    }

    /** An account, without its form. */
    public Visitor withAccount() {
        var answer = context.request()
                .post(
                        "/api/v1/users",
                        RequestOptions.create()
                                .setData(Map.of("email", email(), "name", name(), "password", PASSWORD)));
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return this;
    }

    /** As on an installation where nobody runs anything without an account. */
    public Visitor withoutGuests() {
        context.route(url -> url.endsWith("/api/v1/limits"), route -> {
            var answer = route.fetch();
            var limits = new JsonObject(answer.text()).putNull("guests");
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(limits.encode()));
        });
        return this;
    }

    public void open(String address) {
        page.navigate(address);
    }

    public void signUpByForm() {
        part("sign-in-link").click();
        part("sign-other").click();
        signUp();
    }

    /** Fills and sends the form that stands there. */
    public void signUp() {
        part("field-name").fill(name());
        part("field-email").fill(email());
        part("field-password").fill(PASSWORD);
        part("sign-up-submit").click();
        assertThat(part("account-link")).isVisible();
    }

    /** Loads the example at this place of the list into the sequences of a new prediction. */
    public void loadExample(int index) {
        part(index == 0 ? "example" : "example-" + index).click();
        assertThat(part("record")).hasCount(2);
    }

    /** Picks one of the cards of a choice, such as the mode {@code query}. */
    public void choose(String choice, String value) {
        page.locator("[data-test=" + choice + "-radio][value=" + value + "]").check();
    }

    /** Runs what is entered; the address of its job. */
    public String run() {
        part("run").click();
        page.waitForURL(JOB);
        return page.url();
    }

    public String runExample(int index) {
        open("/new");
        loadExample(index);
        return run();
    }

    public void seesJob(String state) {
        assertThat(part("job")).hasAttribute("data-state", state);
    }

    public void seesStages(String state) {
        for (var stage : List.of("checking", "encoding", "predicting", "result")) {
            assertThat(part("stage-" + stage)).hasAttribute("data-state", state);
        }
    }

    /** Moves on with the Tab key alone until that part has the focus. */
    public void tabTo(String name) {
        for (int presses = 0; presses < 100; presses++) {
            page.keyboard().press("Tab");
            if (name.equals(page.evaluate("document.activeElement?.dataset.test ?? ''"))) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not lead to " + name);
    }

    /** Where a bar that stays in view has come to its own place and covers nothing. */
    public void toTheEnd() {
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    }

    /**
     * Whether and where the page is wider than its window: as it is drawn here, and with the spaces that WCAG 1.4.12 lets a
     * reader put between letters and words, which widen it more than another font would.
     */
    @SuppressWarnings("unchecked")
    public List<String> overhang() {
        return (List<String>) page.evaluate(OVERHANG);
    }

    /** That the whole page as it stands is no wider than its window and without what axe finds; keeps a picture of it. */
    public void looksWell(String picture) {
        toTheEnd();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", picture + ".png"))
                .setFullPage(true));
        Assertions.assertThat(overhang()).as(picture).isEmpty();
        Assertions.assertThat(Axe.violations(page)).as(picture).isEmpty();
    }

    /** How many pages of A4 a report has, which stays to be looked at; PDF as Chromium writes it names each page's kind in plain text. */
    public long printed(String name) {
        page.evaluate(
                """
                () => {
                  document.documentElement.classList.add('report')
                  return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
                }
                """);
        var pdf = page.pdf(new Page.PdfOptions()
                .setPath(Path.of("target", "screenshots", name + ".pdf"))
                .setPreferCSSPageSize(true)
                .setPrintBackground(true));
        page.evaluate("document.documentElement.classList.remove('report')");
        return PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }

    @Override
    public void close() {
        context.close();
    }
}
