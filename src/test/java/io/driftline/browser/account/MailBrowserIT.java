package io.driftline.browser.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.driftline.App;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.embedded.FreePort;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.MailServer;
import io.vertx.core.Vertx;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a forgotten password to a letter and back in. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailBrowserIT {
    private static final String FRESH = "nine slow herons";

    private final int port = FreePort.find();
    private final MailServer mail = new MailServer(false);
    private final Vertx vertx = Vertx.vertx();
    private final Chromium chromium = new Chromium();
    private @Nullable App gateway;

    @BeforeAll
    void start(Stack stack) {
        var settings = TestConfig.of(mail.settings(port, "none"));
        gateway = Running.await(App.start(vertx, stack.config().with(settings.server(), settings.accounts())));
    }

    @AfterAll
    void stop() {
        chromium.close();
        Running.await(Objects.requireNonNull(gateway).stop());
        Running.await(vertx.close());
        mail.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, Forgotten your password?, 1", "zh-CN, 忘记密码？, 2"})
    void aForgottenPasswordIsReplacedByALetter(String locale, String words, int letters) {
        try (var visitor = chromium.visitor(port, new Browser.NewContextOptions().setLocale(locale))) {
            visitor.open("/");
            visitor.signUpByForm();
            visitor.open("/account");
            visitor.part("sign-out").click();
            visitor.open("/signin");
            assertThat(visitor.part("forgotten")).hasText(words);
            visitor.part("forgotten").click();
            assertThat(visitor.part("forgotten-form")).isVisible();
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.part("field-email").fill(visitor.email());
            visitor.part("forgotten-submit").click();
            assertThat(visitor.part("forgotten-done")).isVisible();

            assertThat(mail.awaits(letters)).isTrue();
            visitor.page().navigate(MailServer.link(mail.letters().get(letters - 1)));
            visitor.part("field-password").fill(FRESH);
            visitor.part("reset-submit").click();
            visitor.part("reset-sign-in").click();
            visitor.part("field-email").fill(visitor.email());
            visitor.part("field-password").fill(FRESH);
            visitor.part("sign-in-submit").click();
            assertThat(visitor.part("account-link")).isVisible();
            assertThat(visitor.complaints()).isEmpty();
        }
    }
}
