package io.driftline.browser.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.driftline.testing.client.Operators;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sees of what users did, and of what they have and may have. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OversightBrowserIT {
    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, Token created, Refused", "zh-CN, DARK, 360, 创建令牌, 已拒绝"})
    void theAuditLogIsReadByAccountEventAndOutcomeAndTakenAway(
            String locale, ColorScheme scheme, int width, String created, String refused, Stack stack)
            throws IOException {
        var ada = ApiUser.signUp(stack);
        for (int i = 0; i < 60; i++) {
            assertThat(ada.delete("/tokens/" + made(ada)).statusCode()).isEqualTo(204);
        }
        var wrong = new JsonObject().put("currentPassword", "not the one").put("password", "another long passphrase");
        assertThat(ada.send(HttpMethod.PUT, "/account/password", wrong.toBuffer(), Map.of())
                        .statusCode())
                .isEqualTo(422);
        awaitLines(ApiUser.operator(stack), ada.id(), 122);
        try (var operator = operator(stack, locale, scheme, width)) {
            operator.open("/operator/users");
            operator.part("users-search").fill(ada.email());
            assertThat(operator.part("user-row")).hasCount(1);
            operator.part("limits").click();
            operator.part("user-audit").click();

            assertThat(operator.page()).hasURL(Pattern.compile("/operator/audit\\?user=" + ada.id() + "$"));
            assertThat(operator.part("audit-who")).hasValue(ada.email());
            assertThat(operator.part("audit-row")).hasCount(50);
            assertThat(operator.part("audit-row").first()).hasAttribute("data-event", "password-changed");
            assertThat(operator.part("audit-row").first()).containsText(refused);
            operator.part("audit-more").click();
            assertThat(operator.part("audit-row")).hasCount(100);
            operator.part("audit-more").click();
            assertThat(operator.part("audit-row")).hasCount(122);
            assertThat(operator.part("audit-more")).hasCount(0);

            operator.part("audit-event").selectOption("token-created");
            operator.part("audit-outcome").selectOption("ok");
            assertThat(operator.part("audit-row")).hasCount(50);
            assertThat(operator.part("audit-row").first()).containsText(created);
            operator.looksWell("audit-" + locale);
            var csv = operator.page()
                    .waitForDownload(() -> operator.part("audit-csv").click());
            assertThat(csv.suggestedFilename()).isEqualTo("driftline-audit.csv");
            assertThat(Files.readString(csv.path()).lines())
                    .hasSize(61)
                    .first()
                    .isEqualTo("id,at,event,outcome,user,email,source,reason,facts");

            operator.page().reload();
            assertThat(operator.part("audit-event")).hasValue("token-created");
            assertThat(operator.part("audit-row")).hasCount(50);
            operator.part("audit-until").fill("2001-01-01");
            assertThat(operator.part("audit-none")).isVisible();
            operator.part("audit-until").fill("");
            operator.part("audit-event").selectOption("");
            operator.part("audit-outcome").selectOption("");
            operator.part("audit-who").fill("nobody is called so");
            assertThat(operator.part("audit-who-says")).not().isEmpty();
            assertThat(operator.part("audit-row").first()).isVisible();
            operator.part("audit-who").fill(ada.email());
            assertThat(operator.part("audit-who-says")).isEmpty();
            assertThat(operator.part("audit-row").first()).hasAttribute("data-event", "password-changed");
            assertThat(operator.complaints()).isEmpty();
        }
    }

    /** They are stored a little after what they tell of. */
    private static void awaitLines(ApiUser operator, String user, int count) {
        await().until(() -> operator.get("/admin/audit?limit=500&user=" + user)
                        .bodyAsJsonObject()
                        .getJsonArray("items")
                        .size()
                == count);
    }

    private static String made(ApiUser user) {
        return user.post("/tokens", new JsonObject().put("name", "script"))
                .bodyAsJsonObject()
                .getString("id");
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, LIGHT, 1280, 1 of 5 used today, kept for 400 days",
        "zh-CN, DARK, 320, 已用 1 / 5, 结果保留 400 天",
    })
    void oneUserIsLetHaveMoreAndKeepResultsLonger(
            String locale, ColorScheme scheme, int width, String used, String kept, Stack stack) {
        try (var operator = operator(stack, locale, scheme, width);
                var ada = chromium.visitor(stack.port(), locale, ColorScheme.LIGHT, 1280)
                        .withAccount()) {
            open(operator, ada);
            assertThat(operator.part("limit-retentionDays-now")).containsText("30");
            operator.part("limit-pairsPerDay").fill("5");
            operator.part("limit-retentionDays").fill("400");
            operator.part("limits-save").click();
            assertThat(operator.part("limits-saved")).isVisible();
            ada.runExample(0);
            ada.seesJob("SUCCEEDED");
            ada.open("/new");
            assertThat(ada.page().locator("main")).containsText(kept);

            open(operator, ada);
            assertThat(operator.part("limit-pairsPerDay")).hasValue("5");
            assertThat(operator.part("limit-pairsPerDay-now")).containsText(used);
            operator.part("limit-retentionDays").fill("1");
            operator.part("limits-save").click();
            assertThat(operator.part("limits-save-yes")).isFocused();
            operator.page().keyboard().press("Escape");
            assertThat(operator.part("limits-save-yes")).hasCount(0);
            operator.looksWell("limits-" + locale);
            operator.part("limit-retentionDays").fill("");
            operator.part("limits-save").click();
            operator.part("limits-save-yes").click();
            assertThat(operator.part("limits-saved")).isVisible();
            assertThat(operator.part("limit-retentionDays-now")).containsText("30");
            assertThat(operator.complaints()).isEmpty();
            assertThat(ada.complaints()).isEmpty();
        }
    }

    private static void open(Visitor operator, Visitor user) {
        operator.open("/operator/users");
        operator.part("users-search").fill(user.email());
        assertThat(operator.part("user-row")).hasCount(1);
        operator.part("limits").click();
        assertThat(operator.part("user-limits").locator("form")).isVisible();
    }

    private Visitor operator(Stack stack, String locale, ColorScheme scheme, int width) {
        var visitor = chromium.visitor(stack.port(), locale, scheme, width).withAccount();
        Operators.add(stack, visitor.email());
        return visitor;
    }
}
