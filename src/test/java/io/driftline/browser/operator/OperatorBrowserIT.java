package io.driftline.browser.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.ModelArchive;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.StrayMessages;
import io.driftline.testing.client.ApiUser;
import io.driftline.testing.client.Operators;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking after an installation with nothing but the page. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorBrowserIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Map<String, String> PARTS = Map.of(
            "", "verdict-now",
            "/models", "deployed-model",
            "/use", "use-model",
            "/users", "user-row",
            "/audit", "audit-row");
    private static final String MODEL = "lstm";
    private static final String SHIPPED = "1";
    private static final String SENT = "80";

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280", "en-GB, LIGHT, 320", "zh-CN, DARK, 320"})
    void everyPartFitsAndIsAccessible(String locale, ColorScheme scheme, int width, Stack stack) throws Exception {
        StrayMessages.publish(stack, List.of("no message of a worker"));
        try (var operator = operator(stack, locale, scheme, width)) {
            for (var part : PARTS.entrySet()) {
                operator.open("/operator" + part.getKey());
                assertThat(operator.part(part.getValue()).first()).isVisible();
                assertThat(operator.page().locator(".loading")).hasCount(0);
                if (part.getKey().isEmpty()) {
                    assertThat(operator.part("letter-row").first()).isVisible();
                    operator.part("letter-discard").first().click();
                } else if ("/use".equals(part.getKey())) {
                    operator.part("use-table").click();
                } else if ("/users".equals(part.getKey())) {
                    operator.part("limits").first().click();
                    assertThat(operator.part("limits-save")).isVisible();
                } else if ("/audit".equals(part.getKey())) {
                    operator.part("audit-row").first().locator("summary").click();
                }
                var name = "operator" + part.getKey().replace('/', '-');
                picture(operator, name + "-" + locale.substring(0, 2) + "-" + width);
                assertThat(operator.overhang()).as(name).isEmpty();
                assertThat(Axe.violations(operator.page())).as(name).isEmpty();
            }
            assertThat(operator.complaints()).isEmpty();
        }
    }

    @Test
    void countsWhatHappensWhileOneLooks(Stack stack) {
        try (var operator = operator(stack)) {
            operator.open("/operator");
            for (var dependency : List.of("database", "redis", "broker")) {
                assertThat(operator.part("dependency-" + dependency)).hasAttribute("data-up", "true");
            }
            assertThat(operator.part("worker-row")).hasAttribute("data-up", "true");
            var succeeded = operator.part("count-SUCCEEDED").locator("dd");
            var failed = operator.part("count-FAILED").locator("dd");
            var before = List.of(succeeded.textContent(), failed.textContent());

            var user = ApiUser.signUp(stack);
            user.awaitEnd(user.submit(user.example("h3n2-variant")));
            var bad = user.submit(">A/x/1\n" + "ACGTTAAC".repeat(80) + "\n>A/x/2\n" + "ACGTTAAC".repeat(80));
            user.awaitEnd(bad);

            assertThat(succeeded).not().hasText(before.get(0));
            assertThat(failed).not().hasText(before.get(1));
            assertThat(operator.part("failures")).containsText(bad);
            assertThat(operator.complaints()).isEmpty();
        }
    }

    @Test
    void aDeadLetterIsDiscardedOnceThatIsMeant(Stack stack) throws Exception {
        var bodies = List.of(UUID.randomUUID() + " and no MAC", "{\"none\": \"" + UUID.randomUUID() + "\"}");
        StrayMessages.publish(stack, bodies);
        try (var operator = operator(stack)) {
            operator.open("/operator");
            assertThat(operator.part("verdict-now")).hasAttribute("data-good", "false");
            var kept = letter(operator, bodies.get(0));
            var discarded = letter(operator, bodies.get(1));
            assertThat(kept).isVisible();
            assertThat(discarded).isVisible();

            press(discarded, "letter-discard");
            assertThat(operator.part("letter-discard-yes")).isFocused();
            operator.page().keyboard().press("Escape");
            assertThat(operator.part("letter-discard-yes")).hasCount(0);
            assertThat(discarded.getByTestId("letter-discard")).isFocused();
            confirm(discarded, "letter-discard");

            assertThat(discarded).hasCount(0);
            assertThat(kept).isVisible();
            int left = ApiUser.operator(stack)
                    .get("/admin/dead-letters")
                    .bodyAsJsonObject()
                    .getJsonArray("items")
                    .size();
            assertThat(operator.part("dependency-broker").locator("dd").last()).hasText(String.valueOf(left));
            assertThat(operator.complaints()).isEmpty();
        }
    }

    @Test
    void aVersionIsSentExaminedActivatedRolledBackAndRetired(Stack stack) {
        try (var operator = operator(stack)) {
            operator.open("/operator/models");
            send(operator, "GIF89a and nothing more".getBytes(StandardCharsets.UTF_8));
            assertThat(operator.part("error")).hasAttribute("data-type", Pattern.compile("operator/model-rejected"));
            assertThat(operator.part("versions-log").locator("li").first()).containsText("was rejected");
            send(operator, ModelArchive.shipped(MODEL, SHIPPED).as(SENT).pack().getBytes());
            assertThat(operator.part("versions-done")).containsText(MODEL + " " + SENT + " was examined");
            assertThat(operator.part("error")).hasCount(0);
            assertThat(version(operator, SENT)).hasAttribute("data-state", "CHECKED");
            assertThat(version(operator, SHIPPED)).hasAttribute("data-state", "ACTIVE");

            confirm(version(operator, SENT), "activate");
            assertThat(version(operator, SENT)).hasAttribute("data-state", "ACTIVE");
            assertThat(version(operator, SHIPPED)).hasAttribute("data-state", "CHECKED");
            confirm(model(operator), "roll-back");
            assertThat(model(operator).getByTestId("roll-back")).isFocused();
            assertThat(version(operator, SHIPPED)).hasAttribute("data-state", "ACTIVE");
            assertThat(operator.part("versions-done")).containsText(MODEL + " " + SHIPPED + " is active again");
            confirm(version(operator, SENT), "retire");

            assertThat(version(operator, SENT)).hasAttribute("data-state", "RETIRED");
            assertThat(version(operator, SENT).getByRole(AriaRole.BUTTON)).hasCount(0);
            assertThat(operator.part("versions-log").locator("li").first())
                    .containsText(MODEL + " " + SENT + " was retired by " + operator.name());
            assertThat(operator.complaints()).isEmpty();
        }
    }

    @Test
    void aRoleIsGivenAndTheLastOperatorStaysOne(Stack stack) {
        try (var operator = operator(stack);
                var other = visitor(stack, "en-GB", ColorScheme.LIGHT, 1280).withAccount()) {
            Operators.only(stack, operator.email());
            operator.open("/operator/users");
            search(operator, operator.email());
            confirm(operator.part("user-row"), "make-user");
            assertThat(operator.part("error")).hasAttribute("data-type", Pattern.compile("account/sole-operator"));
            assertThat(operator.part("user-row")).hasAttribute("data-role", "operator");

            press(operator.part("user-row"), "make-user");
            search(operator, other.email());
            assertThat(operator.part("make-operator")).isVisible();
            assertThat(operator.part("make-operator-yes")).hasCount(0);
            operator.part("users-search").fill("100% \\");
            assertThat(operator.page().getByText("Nobody’s name or e-mail begins like this."))
                    .isVisible();
            search(operator, other.email());
            confirm(operator.part("user-row"), "make-operator");
            assertThat(operator.part("user-row")).hasAttribute("data-role", "operator");
            assertThat(operator.part("role-changes").locator("li").first())
                    .containsText(operator.name() + " made " + other.name() + " an operator");
            assertThat(operator.part("error")).hasCount(0);
            other.open("/operator");
            assertThat(other.part("overview")).isVisible();

            search(operator, operator.email());
            confirm(operator.part("user-row"), "make-user");
            assertThat(operator.part("operators-only")).isVisible();
            assertThat(operator.part("nav-operator")).hasCount(0);
            assertThat(operator.complaints()).isEmpty();
            assertThat(other.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, This page is for operators", "zh-CN, 本页面仅供管理员使用"})
    void tellsOthersWhomItIsFor(String locale, String words, Stack stack) {
        try (var visitor = visitor(stack, locale, ColorScheme.LIGHT, 360)) {
            visitor.open("/operator");
            assertThat(visitor.part("sign-in-form")).isVisible();
            visitor.withAccount();
            Operators.only(stack, ApiUser.operator(stack).email());
            visitor.open("/operator/users");
            assertThat(visitor.part("operators-only")).containsText(words);
            assertThat(visitor.part("nav-operator")).hasCount(0);
            assertThat(visitor.part("user-row")).hasCount(0);
            assertThat(visitor.overhang()).isEmpty();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            picture(visitor, "operators-only-" + locale.substring(0, 2));
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static void send(Visitor operator, byte[] archive) {
        operator.part("archive").setInputFiles(new FilePayload("version.zip", "application/zip", archive));
        operator.part("archive-send").click();
    }

    private static void search(Visitor operator, String email) {
        operator.part("users-search").fill(email);
        assertThat(operator.part("user-row")).hasCount(1);
        assertThat(operator.part("user-row")).containsText(email);
    }

    /** The row of the letter with that body, which is named by the start of its digest. */
    private static Locator letter(Visitor operator, String body) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        return operator.part("letter-row")
                .filter(new Locator.FilterOptions().setHasText(HexFormat.of().formatHex(digest, 0, 6)));
    }

    private static Locator model(Visitor operator) {
        return operator.page().locator("[data-test=deployed-model][data-model=" + MODEL + "]");
    }

    private static Locator version(Visitor operator, String version) {
        return model(operator).locator("[data-version='" + version + "']");
    }

    /** Asks for what is done only once it is confirmed. */
    private static void press(Locator within, String name) {
        within.getByTestId(name).click();
    }

    private static void confirm(Locator within, String name) {
        press(within, name);
        within.getByTestId(name + "-yes").click();
    }

    private Visitor operator(Stack stack) {
        return operator(stack, "en-GB", ColorScheme.LIGHT, 1280);
    }

    private Visitor operator(Stack stack, String locale, ColorScheme scheme, int width) {
        var visitor = visitor(stack, locale, scheme, width).withAccount();
        Operators.add(stack, visitor.email());
        return visitor;
    }

    private Visitor visitor(Stack stack, String locale, ColorScheme scheme, int width) {
        return chromium.visitor(
                stack.port(),
                new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setViewportSize(width, 800));
    }

    private static void picture(Visitor visitor, String name) {
        visitor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
