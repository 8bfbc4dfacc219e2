package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Line;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A virologist's way through the service. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictionBrowserIT {
    private static final int PROBLEMS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final LocatorAssertions.HasAttributeOptions LONG =
            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);

    /** Keeps what a screen reader would say of the job. */
    private static final String LISTEN =
            """
            () => {
              globalThis.heard = []
              const status = document.querySelector('[data-test=stage-status]')
              const watch = new MutationObserver(() => heard.push(status.textContent))
              watch.observe(status, { childList: true, characterData: true, subtree: true })
            }
            """;

    private final Chromium chromium = new Chromium();
    private Stack stack;
    private Line line;
    private final List<Visitor> visitors = new ArrayList<>();

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

    private Visitor visit(Browser.NewContextOptions options) {
        var visitor = chromium.visitor(line.port(), options);
        visitors.add(visitor);
        return visitor;
    }

    private Visitor visit() {
        return visit(new Browser.NewContextOptions().setLocale("en-GB"));
    }

    @AfterEach
    void nothingToComplainOf() {
        line.bar();
        visitors.forEach(Visitor::close);
        var complaints =
                visitors.stream().flatMap(each -> each.complaints().stream()).toList();
        visitors.clear();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, en, Antigenic variant, Sign out", "zh-CN, zh-CN, 抗原变异株, 退出登录"})
    void aPairGoesFromSigningUpToItsVerdict(String locale, String lang, String verdict, String signOut) {
        var visitor = visit(new Browser.NewContextOptions().setLocale(locale));
        visitor.open("/");
        assertThat(visitor.page().locator("html")).hasAttribute("lang", lang);
        visitor.signUpByForm();

        visitor.part("nav-catalogue").click();
        likeTheModel(visitor);
        visitor.part("predict-with").first().click();
        assertThat(visitor.part("model-radio").first()).isChecked();
        visitor.part("choose-model").click();
        visitor.part("model-radio").nth(1).check();
        visitor.part("encoding-radio").nth(2).check();
        visitor.loadExample(0);
        var address = visitor.run();

        visitor.seesStages("done");
        assertThat(visitor.part("message")).hasCount(5);
        assertThat(visitor.part("verdict")).hasAttribute("data-variant", "true");
        assertThat(visitor.part("verdict").getByRole(AriaRole.HEADING)).hasText(verdict);
        assertThat(visitor.part("distance")).hasText(Pattern.compile("\\d\\.\\d"));
        var probability = visitor.part("probability").getAttribute("data-value");
        var distance = visitor.part("distance").getAttribute("data-value");
        assertThat(Double.parseDouble(probability)).isBetween(0.5, 1.0);
        assertThat(visitor.part("forecasts")).hasText(Pattern.compile("0\\.\\d"));

        visitor.page().reload();
        assertThat(visitor.page()).hasURL(address);
        assertThat(visitor.part("probability")).hasAttribute("data-value", probability);
        assertThat(visitor.part("distance")).hasAttribute("data-value", distance);

        visitor.part("nav-history").click();
        assertThat(visitor.part("history-row")).hasCount(1);
        assertThat(visitor.part("history-row")).containsText(verdict);
        visitor.part("history-row").getByRole(AriaRole.LINK).click();
        assertThat(visitor.page()).hasURL(address);

        visitor.part("account-link").click();
        assertThat(visitor.part("sign-out")).hasText(signOut);
        visitor.part("sign-out").click();
        assertThat(visitor.part("sign-in-link")).isVisible();
        visitor.open(address);
        assertThat(visitor.part("sign-in-form")).isVisible();
        assertThat(visitor.part("verdict")).hasCount(0);
    }

    private static void likeTheModel(Visitor visitor) {
        int before = Integer.parseInt(visitor.part("likes").first().innerText());
        // The page shows a like before the server has it; a reload would end its request.
        visitor.page()
                .waitForResponse(
                        answer -> answer.url().endsWith("/like") && answer.ok(),
                        () -> visitor.part("heart").first().click());
        assertThat(visitor.part("heart").first()).hasAttribute("aria-pressed", "true");
        assertThat(visitor.part("likes").first()).hasText(String.valueOf(before + 1));
        visitor.page().reload();
        assertThat(visitor.part("heart").first()).hasAttribute("aria-pressed", "true");
        assertThat(visitor.part("likes").first()).hasText(String.valueOf(before + 1));
    }

    @Test
    void aPairIsExplainedSiteBySiteAndItsPicturesCanBeSaved() throws IOException {
        var visitor = visit(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setColorScheme(ColorScheme.DARK)
                        .setPermissions(List.of("clipboard-read", "clipboard-write")))
                .withAccount();
        visitor.runExample(0);

        visitor.part("difference-next").click();
        assertThat(visitor.part("difference")).containsText("HA1 L25I (H3)");
        visitor.page().locator(".alignment").press("ArrowRight");
        assertThat(visitor.part("difference")).containsText("HA1 R50G (H3) Site C");
        visitor.part("numbering-H1").check();
        assertThat(visitor.part("difference")).containsText("HA1 R40G (H1) Site C");
        visitor.part("difference-previous").click();
        assertThat(visitor.part("difference")).containsText("HA1 L15I (H1)");
        assertThat(visitor.part("glycosylation-gained")).containsText("129, 141");

        var alignment = visitor.page().locator("x-alignment");
        var svg = new String(saved(visitor, alignment.getByTestId("picture-svg")), StandardCharsets.UTF_8);
        assertThat(svg)
                .startsWith("<?xml")
                .contains("QKLPGND", "fill=\"rgb(")
                .doesNotContain("var(", "class=")
                .contains("width=\"180mm\"", "A/Beijing/32/1992", "Driftline · ", ">Aligned HA1");
        assertThat(saved(visitor, alignment.getByTestId("picture-png"))).startsWith(0x89, 'P', 'N', 'G');
        var fasta = new String(saved(visitor, visitor.part("download-fasta")), StandardCharsets.UTF_8);
        assertThat(fasta.split("(?m)^>.*$"))
                .extracting(record -> record.replaceAll("\\s", "").length())
                .containsExactly(0, 329, 329);

        visitor.part("citation-copy").click();
        assertThat(visitor.part("citation-copy")).hasText("Copied");
        assertThat(visitor.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo(visitor.part("citation").innerText());
    }

    private static byte[] saved(Visitor visitor, Locator button) throws IOException {
        return Files.readAllBytes(visitor.page().waitForDownload(button::click).path());
    }

    @Test
    void aRecordThatCannotBeUsedIsNamedAndTheTextComesBack() {
        var visitor = visit().withAccount();
        visitor.runExample(PROBLEMS);

        visitor.seesJob("FAILED");
        assertThat(visitor.part("stage-checking")).hasAttribute("data-state", "failed");
        assertThat(visitor.part("error-item")).containsText("Record 2");
        assertThat(visitor.part("error-item")).containsText("a_gene_that_is_no_HA");

        visitor.part("again").click();
        assertThat(visitor.part("sequences-text")).hasValue(Pattern.compile("^>CY163680.*>CY114383", Pattern.DOTALL));
    }

    @Test
    void whatIsWrongStandsBesideTheSequencesAndNothingTypedIsLost() {
        var visitor = visit().withAccount();
        visitor.open("/new");
        var residues = "MKTIIALSYILCLVFAQKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDS".repeat(3);

        visitor.part("run").click();
        assertThat(visitor.part("sequences-error")).isVisible();

        var headless = residues + "\n>A/Second/1/2001\n" + residues;
        visitor.part("sequences-text").fill(headless);
        visitor.part("run").click();
        assertThat(visitor.part("sequences-error")).hasAttribute("data-type", "urn:problem:fasta/no-header");
        assertThat(visitor.part("sequences-text")).hasAttribute("aria-invalid", "true");
        assertThat(visitor.part("sequences-text")).hasValue(headless);

        var strange = ">A/First/1/2000\n" + residues + "\n>A/Second/1/2001\nMKT#" + residues;
        visitor.part("sequences-text").fill(strange);
        assertThat(visitor.part("sequences-error")).hasCount(0);
        visitor.part("run").click();
        assertThat(visitor.part("sequences-error")).hasAttribute("data-type", "urn:problem:fasta/letter");
        assertThat(visitor.part("record-error")).containsText("column 4");
        assertThat(visitor.part("sequences-text")).hasValue(strange);
        visitor.page().reload();
        assertThat(visitor.part("sequences-text")).hasValue(strange);
    }

    @Test
    void aJobThatHasToWaitIsWatchedLiveInEveryTab() {
        var visitor = visit().withAccount();
        var worker = stack.backends().process("worker");
        Running.await(worker.stop());
        Page first;
        Page second;
        try {
            var address = visitor.runExample(0);
            visitor.seesJob("QUEUED");
            assertThat(visitor.part("queue")).isVisible();
            first = visitor.page();
            first.evaluate(LISTEN);
            second = visitor.newTab();
            second.navigate(address);
            visitor.seesJob("QUEUED");
        } finally {
            Running.await(worker.start(PATIENCE));
        }
        for (var tab : List.of(first, second)) {
            assertThat(tab.getByTestId("job")).hasAttribute("data-state", "SUCCEEDED", LONG);
            assertThat(tab.getByTestId("message")).hasCount(5);
            assertThat(tab.getByTestId("verdict")).isVisible();
        }
        var announced = (List<?>) first.evaluate("heard");
        assertThat(announced.get(announced.size() - 1)).isEqualTo("Antigenic variant");
        assertThat(announced).doesNotHaveDuplicates();
    }

    @Test
    void aLostLineIsShownAndHealsAcrossARestartOfTheGateway() {
        var visitor = visit().withAccount();
        var worker = stack.backends().process("worker");
        Running.await(worker.stop());
        try {
            visitor.runExample(0);
            visitor.seesJob("QUEUED");
            line.cut();
            assertThat(visitor.part("connection-banner")).hasAttribute("data-state", "lost");
            stack.restartGateway();
        } finally {
            line.mend(stack);
            Running.await(worker.start(PATIENCE));
        }
        assertThat(visitor.part("job")).hasAttribute("data-state", "SUCCEEDED", LONG);
        assertThat(visitor.part("connection-banner")).hasCount(0);
        assertThat(visitor.part("message")).hasCount(5);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/stream, 1", "/api/v1/stream /api/v1/events, 2"})
    void aNetworkThatLetsNoSocketThroughIsServedOtherwise(String barred, int kind) {
        line.bar(barred.split(" "));
        var visitor = visit().withAccount();
        visitor.open("/history");
        visitor.page()
                .waitForFunction("async kind => (await import('/js/base/store.js')).store.stream.kind === kind", kind);
        visitor.page().waitForFunction("async () => (await import('/js/base/store.js')).store.stream.state === 'live'");

        visitor.runExample(0);

        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("message")).hasCount(5);
        assertThat(visitor.part("verdict")).isVisible();
        assertThat(visitor.part("connection-banner")).hasCount(0);
    }

    @Test
    void theKeyboardAloneIsEnough() {
        var visitor = visit();
        visitor.open("/signup");
        assertThat(visitor.part("field-name")).isVisible();
        visitor.tabTo("field-name");
        visitor.page().keyboard().type(visitor.name());
        visitor.tabTo("field-email");
        visitor.page().keyboard().type(visitor.email());
        visitor.tabTo("field-password");
        visitor.page().keyboard().type(Visitor.PASSWORD);
        visitor.page().keyboard().press("Enter");

        assertThat(visitor.part("map-strain").first()).isVisible();
        visitor.tabTo("nav-catalogue");
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.part("heart").first()).isVisible();
        visitor.tabTo("heart");
        visitor.page().keyboard().press("Space");
        assertThat(visitor.part("heart").first()).hasAttribute("aria-pressed", "true");
        visitor.tabTo("predict-with");
        visitor.page().keyboard().press("Enter");

        assertThat(visitor.part("example")).isVisible();
        visitor.tabTo("example");
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.part("check-verdict")).containsText("H3");
        visitor.tabTo("choose-model");
        visitor.page().keyboard().press("Enter");
        visitor.tabTo("model-radio");
        visitor.page().keyboard().press("ArrowDown");
        assertThat(visitor.part("model-radio").nth(1)).isChecked();
        visitor.tabTo("encoding-radio");
        visitor.page().keyboard().press("ArrowDown");
        assertThat(visitor.part("encoding-radio").nth(2)).isChecked();
        visitor.tabTo("run");
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.part("verdict")).isVisible();
        visitor.tabTo("download-json");
    }

    @Test
    void theReaderChoosesLanguageAndThemeAndBothAreRemembered() {
        var visitor = visit();
        visitor.open("/");
        visitor.part("language-switch").click();
        assertThat(visitor.part("nav-new")).hasText("新建预测");
        visitor.part("theme-switch").click();
        visitor.part("theme-switch").click();
        visitor.page().reload();
        assertThat(visitor.part("nav-new")).hasText("新建预测");
        assertThat(visitor.page().locator("html")).hasAttribute("data-theme", "dark");
        assertThat(visitor.page().locator("body")).hasCSS("background-color", "rgb(18, 24, 27)");
    }
}
