package io.driftline.browser.result;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.driftline.browser.visiting.Axe;
import io.driftline.browser.visiting.Chromium;
import io.driftline.browser.visiting.Visitor;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Showing a result to somebody without an account. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingBrowserIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, 1280, Antigenic variant, No such link", "zh-CN, 360, 抗原变异株, 没有这个分享链接"})
    void aLinkShowsTheResultUntilItIsRevoked(String locale, int width, String verdict, String gone, Stack stack) {
        try (var owner = visitor(stack, locale, width).withAccount();
                var guest = visitor(stack, locale, width)) {
            owner.runExample(0);
            owner.seesJob("SUCCEEDED");
            owner.part("share").click();
            assertThat(owner.part("share-revoke")).hasCount(0);
            owner.part("share-create").click();
            assertThat(owner.part("share-since")).isVisible();
            var link = owner.part("share-link").inputValue();
            picture(owner, "share-" + locale);

            guest.open(link);
            assertThat(guest.part("shared").locator("[data-test=verdict] h2")).hasText(verdict);
            assertThat(guest.part("sign-in-link")).isVisible();
            assertThat(guest.page().getByText(owner.name())).hasCount(0);
            assertThat(guest.overhang()).isEmpty();
            assertThat(Axe.violations(guest.page())).isEmpty();
            picture(guest, "shared-" + locale);

            owner.part("share-revoke").click();
            assertThat(owner.part("share-revoke")).hasCount(0);
            guest.page().reload();
            assertThat(guest.part("error")).containsText(gone);
            assertThat(owner.complaints()).isEmpty();
            assertThat(guest.complaints()).isEmpty();
        }
    }

    /** With more rows than come at first, so that the guest's page asks for all of them. */
    @ParameterizedTest
    @CsvSource({"en-GB, 1280, 16 sequences with each other, LIGHT", "zh-CN, 360, 16 条序列两两比较, DARK"})
    void aBatchIsSharedWithItsPicturesAndRows(String locale, int width, String title, ColorScheme scheme, Stack stack) {
        try (var owner = visitor(stack, locale, width).withAccount();
                var guest = visitor(stack, locale, width)) {
            owner.open("/new");
            owner.choose("mode", "all");
            var example = ApiUser.stranger(stack).example("h3n2-variant");
            owner.part("sequences-text").fill(Strains.fasta(example, 16));
            owner.run();
            owner.seesJob("SUCCEEDED");
            owner.part("share").click();
            owner.part("share-create").click();
            var link = owner.part("share-link").inputValue();

            guest.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            guest.open(link);
            assertThat(guest.page().locator("h1")).hasText(title);
            assertThat(guest.part("row-count")).hasAttribute("data-rows", "120");
            assertThat(guest.part("map")).isVisible();
            guest.part("filter-text").fill("A/Test/7/");
            assertThat(guest.part("row-count")).hasAttribute("data-rows", "15");
            assertThat(guest.page()).hasURL(Pattern.compile("/shared\\?q=[^#]+#[a-z2-7]{52}$"));
            guest.page().reload();
            assertThat(guest.part("row-count")).hasAttribute("data-rows", "15");
            assertThat(guest.part("pair-row").first()).hasAttribute("aria-disabled", "true");
            guest.part("map-find").selectOption("0");
            guest.part("map-open").first().click();
            assertThat(guest.part("row-count")).hasAttribute("data-rows", "1");
            picture(guest, "shared-batch-" + locale);
            assertThat(guest.overhang()).isEmpty();
            assertThat(Axe.violations(guest.page())).isEmpty();
            assertThat(owner.complaints()).isEmpty();
            assertThat(guest.complaints()).isEmpty();
        }
    }

    private Visitor visitor(Stack stack, String locale, int width) {
        return chromium.visitor(
                stack.port(), new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, 800));
    }

    private static void picture(Visitor visitor, String name) {
        visitor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
