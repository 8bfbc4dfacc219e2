package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Firefox;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main way through the service in the other engine that people have. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirefoxBrowserIT {
    private static final int STRAINS = 12;

    /** How far the push channel has told this user's events: that of a pair has five. */
    private static final String TOLD_FIVE =
            "Object.entries(localStorage).some(([key, value]) => key.startsWith('driftline.offset.') && Number(value) === 5)";

    private final Firefox firefox = new Firefox();

    @AfterAll
    void leave() {
        firefox.close();
    }

    @Test
    void twoSequencesAndABatchGoFromSigningUpToTheirResults(Stack stack) {
        var pair = ApiUser.stranger(stack).example("h3n2-variant");
        try (var visitor = firefox.visitor(stack.port(), "en-GB", ColorScheme.LIGHT, 1280)) {
            visitor.open("/");
            assertThat(visitor.part("map-strain")).hasCount(8);
            visitor.part("home-example").first().click();
            seesVerdict(visitor);
            visitor.signUpByForm();

            visitor.open("/new");
            visitor.part("sequences-text").fill(pair);
            assertThat(visitor.part("record")).hasCount(2);
            visitor.run();
            visitor.seesStages("done");
            assertThat(visitor.part("message")).hasCount(5);
            visitor.page().waitForFunction(TOLD_FIVE);
            seesVerdict(visitor);

            visitor.open("/new");
            visitor.choose("mode", "all");
            visitor.part("sequences-text").fill(Strains.fasta(pair, STRAINS));
            visitor.run();
            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.page().locator("h1")).containsText("12 sequences with each other");
            assertThat(visitor.part("row-count")).hasAttribute("data-rows", "66");
            assertThat(visitor.part("map")).isVisible();
            visitor.part("pair-row").first().click();
            assertThat(visitor.part("verdict")).isVisible();
            visitor.part("way-back").click();
            assertThat(visitor.part("row-count")).hasAttribute("data-rows", "66");

            visitor.part("account-link").click();
            assertThat(visitor.part("sign-out")).hasText("Sign out");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static void seesVerdict(Visitor visitor) {
        assertThat(visitor.part("verdict").getByRole(AriaRole.HEADING)).hasText("Antigenic variant");
        assertThat(visitor.part("substitution").first()).isVisible();
        assertThat(visitor.overhang()).isEmpty();
    }
}
