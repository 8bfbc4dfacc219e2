package io.driftline.browser.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.App;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.embedded.FreePort;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.OpenIdServer;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To a provider's page and back, below a path of a host. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdBrowserIT {
    private static final String PATH = "/driftline";

    private final int port = FreePort.find();
    private final OpenIdServer provider = new OpenIdServer(true);
    private final Vertx vertx = Vertx.vertx();
    private final Chromium chromium = new Chromium();
    private @Nullable App gateway;

    @BeforeAll
    void start(Stack stack) {
        var values = new HashMap<>(provider.settings(port, PATH));
        values.put("server.trustedProxies", "127.0.0.1");
        values.put("accounts.proxy.userHeader", "X-Remote-User");
        var settings = TestConfig.of(values);
        gateway = Running.await(App.start(vertx, stack.config().with(settings.server(), settings.accounts())));
    }

    @AfterAll
    void stop() {
        chromium.close();
        Running.await(Objects.requireNonNull(gateway).stop());
        Running.await(vertx.close());
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, Sign in with Example University", "zh-CN, 通过Example University登录"})
    void aPersonComesBackToWhereTheyWantedToBe(String locale, String words) {
        try (var visitor = visitor(locale)) {
            visitor.open(PATH + "/history");
            assertThat(visitor.part("provider")).hasText(words);
            assertThat(visitor.part("sign-in-form")).isVisible();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.part("provider").click();
            sayWho(visitor, UUID.randomUUID().toString(), true);
            assertThat(visitor.page()).hasURL(address("/history"));
            assertThat(visitor.part("history-empty")).isVisible();

            visitor.page().reload();
            assertThat(visitor.part("history-empty")).isVisible();
            visitor.open(PATH + "/account");
            visitor.part("sign-out").click();
            assertThat(visitor.page()).hasURL(address("/"));
            visitor.open(PATH + "/history");
            assertThat(visitor.part("provider")).isVisible();
        }
    }

    @Test
    void nobodyIsLedElsewhereAfterwards() {
        try (var visitor = visitor("en-GB")) {
            visitor.open(PATH + "/signin?next=" + "https://evil.example/driftline/");
            visitor.part("provider").click();
            sayWho(visitor, UUID.randomUUID().toString(), true);
            assertThat(visitor.page()).hasURL(address("/"));
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, did not let you in, is not verified", "zh-CN, 未允许登录, 未经验证"})
    void whatWentWrongIsSaid(String locale, String denied, String unverified) {
        try (var visitor = visitor(locale)) {
            visitor.open(PATH + "/signin/return?error=access_denied&state=none");
            assertThat(visitor.part("provider-refused")).containsText(denied);
            assertThat(visitor.page()).hasURL(address("/signin/return"));
            visitor.open(PATH + "/signin/return?code=stolen&state=anothers");
            assertThat(visitor.part("error")).hasAttribute("data-type", "urn:problem:auth/attempt-lost");
            visitor.part("return-again").click();
            visitor.part("provider").click();
            sayWho(visitor, UUID.randomUUID().toString(), false);
            assertThat(visitor.part("error")).containsText(unverified);
            assertThat(Axe.violations(visitor.page())).isEmpty();
        }
    }

    @Test
    void anAccountWithAPasswordIsConnected() {
        var subject = UUID.randomUUID().toString();
        try (var visitor = visitor("en-GB")) {
            visitor.open(PATH + "/");
            visitor.signUpByForm();
            visitor.open(PATH + "/account");
            visitor.part("provider").click();
            sayWho(visitor, subject, false);
            assertThat(visitor.part("connected")).isVisible();
            visitor.part("sign-out").click();
            visitor.open(PATH + "/signin?next=/account");
            visitor.part("provider").click();
            sayWho(visitor, subject, false);
            assertThat(visitor.page().locator("main")).containsText(visitor.email());
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, Sign in as", "zh-CN, 以"})
    void whomAProxyNamesSignsInAndConnectsByAClick(String locale, String words) {
        try (var visitor = visitor(locale)) {
            var person = UUID.randomUUID() + "@lab.org";
            visitor.context().setExtraHTTPHeaders(Map.of("X-Remote-User", person));
            visitor.open(PATH + "/history");
            assertThat(visitor.part("named")).containsText(words);
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.part("named").click();
            assertThat(visitor.part("history-empty")).isVisible();
            visitor.open(PATH + "/account");
            assertThat(visitor.page().locator("main")).containsText(person);
            visitor.part("named").click();
            assertThat(visitor.part("connected")).isVisible();
            visitor.part("sign-out").click();
            visitor.open(PATH + "/history");
            assertThat(visitor.part("named")).isVisible();
        }
    }

    private Visitor visitor(String locale) {
        return chromium.visitor(port, new Browser.NewContextOptions().setLocale(locale));
    }

    private static void sayWho(Visitor visitor, String subject, boolean verified) {
        var page = visitor.page();
        page.locator("input[name=username]").fill(subject);
        page.locator("[name=claims]")
                .fill("{\"email\": \"" + subject + "@lab.org\", \"email_verified\": " + verified + "}");
        page.locator("input[type=submit], button[type=submit]").first().click();
    }

    private String address(String own) {
        return "http://127.0.0.1:" + port + PATH + own;
    }
}
