package io.driftline.browser.visiting;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.function.Function;

/** A browser as Debian has it, without a window, that visitors come with. */
public abstract class InstalledBrowser implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 60_000;

    private final Playwright playwright;
    private final Browser browser;

    InstalledBrowser(Function<Playwright, BrowserType> kind, BrowserType.LaunchOptions options) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright.selectors().setTestIdAttribute("data-test");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser = kind.apply(playwright).launch(options);
    }

    /** An empty page in a browser of its own, in English. */
    public final Page page() {
        return browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"))
                .newPage();
    }

    /** Somebody new, with no cookies and nothing stored. */
    public final Visitor visitor(int port, Browser.NewContextOptions options) {
        var context = browser.newContext(options.setBaseURL("http://127.0.0.1:" + port));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Visitor(context, port);
    }

    /** Somebody new whose browser speaks {@code locale}, in a window {@code width} pixels wide. */
    public final Visitor visitor(int port, String locale, ColorScheme scheme, int width) {
        return visitor(
                port,
                new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setViewportSize(width, 800));
    }

    @Override
    public final void close() {
        browser.close();
        playwright.close();
    }
}
