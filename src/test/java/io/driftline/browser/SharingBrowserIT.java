package io.driftline.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import java.nio.file.Path;
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
