package io.driftline.browser.entering;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Panels are kept on the account page and chosen in the form. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelsBrowserIT {
    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @Test
    void aKeptPanelIsChosenAndComparedWith(Stack stack, @TempDir Path folder) throws Exception {
        var example = ApiUser.stranger(stack).example("h3n2-variant");
        var file = Files.writeString(folder.resolve("sera.fasta"), example, StandardCharsets.UTF_8);
        try (var visitor = visitor(stack, "en-GB", 320, ColorScheme.DARK).withAccount()) {
            visitor.open("/account");
            assertThat(visitor.part("panels-none")).isVisible();
            assertThat(visitor.part("panel-keep")).isDisabled();
            assertThat(visitor.part("panel-shared")).hasCount(0);
            visitor.part("panel-name").fill("Ferret sera");
            visitor.part("panel-text-file").setInputFiles(file);
            visitor.part("panel-keep").click();
            assertThat(visitor.part("panel-row")).containsText("2 strains");
            assertThat(visitor.part("panel-text")).hasValue("");
            visitor.part("panel-name").fill("Ferret sera");
            visitor.part("panel-text").fill(example);
            visitor.part("panel-keep").click();
            assertThat(visitor.part("error")).hasAttribute("data-type", Pattern.compile("panel-name-taken"));
            assertThat(Axe.violations(visitor.page())).isEmpty();
            assertThat(visitor.overhang()).isEmpty();

            visitor.open("/new");
            visitor.choose("mode", "query");
            visitor.part("sequences-text").fill(example);
            visitor.part("panel-choice").selectOption("Ferret sera");
            assertThat(visitor.part("panel-kept")).containsText("2 strains");
            assertThat(visitor.part("pair-count")).containsText("up to 4 pairs");
            visitor.page().reload();
            assertThat(visitor.part("panel-choice")).hasValue("Ferret sera");
            assertThat(Axe.violations(visitor.page())).isEmpty();
            visitor.run();
            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.page().locator("h1")).hasText("2 sequences against 2 references");
        }
    }

    @Test
    void whatIsDeletedIsChosenNoMore(Stack stack) {
        var example = ApiUser.stranger(stack).example("h3n2-variant");
        var operator = ApiUser.operator(stack);
        var kept = operator.post(
                "/admin/panels", new JsonObject().put("name", "Everybody").put("sequences", example));
        var id = kept.bodyAsJsonObject().getString("id");
        try (var visitor = visitor(stack, "zh-CN", 1280, ColorScheme.LIGHT).withAccount()) {
            visitor.open("/account");
            assertThat(visitor.part("panel-row")).containsText("公用");
            assertThat(visitor.part("panel-delete")).hasCount(0);
            visitor.open("/new");
            visitor.choose("mode", "query");
            visitor.part("panel-choice").selectOption("Everybody");
            assertThat(visitor.part("panel-kept")).containsText("公用的参考株组，2 株");
        } finally {
            assertThat(operator.delete("/admin/panels/" + id).statusCode()).isEqualTo(204);
        }
    }

    private Visitor visitor(Stack stack, String locale, int width, ColorScheme scheme) {
        return chromium.visitor(
                stack.port(),
                new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setViewportSize(width, 800));
    }
}
