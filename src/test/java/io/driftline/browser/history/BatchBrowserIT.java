package io.driftline.browser.history;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch that grows: sequences that are added, pairs that are opened in it, what is noted of it, and all of that in the history. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchBrowserIT {
    private final Chromium chromium = new Chromium();
    private Stack stack;
    private String example;

    @BeforeAll
    void begin(Stack running) {
        stack = running;
        example = ApiUser.stranger(running).example("h3n2-variant");
    }

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en-GB, LIGHT, 1280, query, Adding to the batch: Week 12, Added to Week 12, 2 predictions inside, 1 found inside",
        "zh-CN, DARK, 320, all, 添加到批次：Week 12, 添加到：Week 12, 内含 2 项预测, 其中找到 1 项"
    })
    void aBatchGrows(
            String locale,
            ColorScheme scheme,
            int width,
            String mode,
            String adding,
            String added,
            String inside,
            String found) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width)) {
            var batch = withBatch(visitor, mode);
            openPair(visitor, batch);
            visitor.part("way-back").click();
            assertThat(visitor.page()).hasURL(Pattern.compile("/jobs/" + batch + "$"));

            visitor.part("extend").click();
            assertThat(visitor.part("extends")).containsText(adding);
            assertThat(visitor.part("extends")).containsText("H3");
            assertThat(visitor.part("sequences-text")).hasValue("");
            assertThat(visitor.part("mode-radio")).hasCount(1);
            assertThat(visitor.part("references-text")).hasValue(Pattern.compile("A/Test/3/2005"));
            visitor.part("sequences-text").fill(Strains.fasta(example, "A/New/%d/2006", 2));
            assertThat(visitor.part("pair-count")).hasAttribute("data-pairs", mode.equals("all") ? "10" : "6");
            visitor.looksWell("extend-" + locale);
            var addition = id(visitor.run());
            visitor.seesJob("SUCCEEDED");
            assertThat(visitor.part("added-to")).hasText(added);
            visitor.looksWell("addition-" + locale);
            visitor.part("added-to").click();
            assertThat(visitor.part("additions").locator("a"))
                    .hasAttribute("href", Pattern.compile("/jobs/" + addition + "$"));

            unfoldsByKeyboard(visitor, inside);
            visitor.looksWell("history-unfolded-" + locale);
            visitor.part("history-row").nth(1).locator("a").click();
            visitor.seesJob("SUCCEEDED");
            visitor.page().goBack();
            assertThat(visitor.part("history-row")).hasCount(3);

            visitor.part("history-search").fill("A/New/2/");
            assertThat(visitor.part("history-fold")).containsText(found);
            assertThat(visitor.part("history-row")).hasCount(2);
            assertThat(visitor.part("history-row").nth(1)).hasAttribute("data-job", addition);
            visitor.looksWell("history-found-" + locale);

            visitor.part("history-extend").last().click();
            assertThat(visitor.part("extends")).containsText(adding);
            visitor.part("extend-none").click();
            assertThat(visitor.part("extends")).hasCount(0);
            assertThat(visitor.part("mode-radio")).hasCount(4);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT, 1280, Only you see it", "zh-CN, DARK, 320, 仅您可见"})
    void aNoteIsWrittenReadAndFound(String locale, ColorScheme scheme, int width, String alone) {
        try (var visitor = chromium.visitor(stack.port(), locale, scheme, width)) {
            visitor.open("/jobs/" + withBatch(visitor, "query"));
            visitor.seesJob("SUCCEEDED");
            visitor.part("note-edit").press("Enter");
            assertThat(visitor.part("note-text")).isFocused();
            assertThat(visitor.page().locator("#note-hint")).containsText(alone);
            visitor.part("note-text").fill("Repeat A/Test/2 by HI <b>\nbefore Friday");
            visitor.looksWell("note-form-" + locale);
            visitor.part("note-save").press("Enter");
            assertThat(visitor.part("note")).hasText("Repeat A/Test/2 by HI <b>\nbefore Friday");
            assertThat(visitor.part("note-edit")).isFocused();
            visitor.page().reload();
            assertThat(visitor.part("note")).containsText("before Friday");
            visitor.looksWell("note-" + locale);

            visitor.part("nav-history").click();
            assertThat(visitor.part("history-note")).containsText("Repeat A/Test/2 by HI <b>");
            assertThat(visitor.part("history-note")).not().containsText("Friday");
            visitor.part("history-search").fill("nobody wrote this");
            assertThat(visitor.part("history-none-found")).isVisible();
            visitor.part("history-search").fill("before friday");
            assertThat(visitor.part("history-row")).hasCount(1);

            visitor.part("history-row").locator("a").click();
            visitor.part("note-edit").click();
            visitor.part("note-text").fill("never mind");
            visitor.part("note-leave").click();
            assertThat(visitor.part("note")).containsText("before Friday");
            visitor.part("note-edit").click();
            visitor.part("note-text").fill("");
            visitor.part("note-save").click();
            assertThat(visitor.part("note")).hasCount(0);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    /** Submitted by the API, ended. */
    private String withBatch(Visitor visitor, String mode) {
        visitor.withAccount();
        var strains = Strains.fasta(example, 3);
        Map<String, Object> body = new HashMap<>(Map.of("mode", mode, "title", "Week 12", "sequences", strains));
        if (mode.equals("query")) {
            body.put("references", strains);
        }
        var answer = visitor.context()
                .request()
                .post(
                        "/api/v1/jobs",
                        RequestOptions.create()
                                .setHeader("Origin", "http://127.0.0.1:" + stack.port())
                                .setData(body));
        var batch = new JsonObject(answer.text()).getString("id");
        visitor.open("/jobs/" + batch);
        visitor.seesJob("SUCCEEDED");
        assertThat(visitor.part("job-name")).hasText("Week 12");
        return batch;
    }

    /** At its own address, as on another day. */
    private static void openPair(Visitor visitor, String batch) {
        visitor.part("pair-row").first().click();
        assertThat(visitor.page()).not().hasURL(Pattern.compile(batch));
        visitor.seesJob("SUCCEEDED");
        var pair = visitor.page().url();
        visitor.newTab();
        visitor.open(pair);
        visitor.seesJob("SUCCEEDED");
    }

    private static void unfoldsByKeyboard(Visitor visitor, String inside) {
        visitor.part("nav-history").click();
        assertThat(visitor.part("history-row")).hasCount(1);
        var fold = visitor.part("history-fold");
        assertThat(fold).hasAttribute("aria-expanded", "false");
        assertThat(fold).hasText(inside);
        fold.press("Enter");
        assertThat(visitor.part("history-row")).hasCount(3);
        assertThat(fold).hasAttribute("aria-expanded", "true");
        assertThat(fold).isFocused();
        fold.press("Space");
        assertThat(visitor.part("history-row")).hasCount(1);
        fold.press("Enter");
        assertThat(visitor.part("history-row")).hasCount(3);
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }
}
