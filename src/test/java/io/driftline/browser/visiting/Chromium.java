package io.driftline.browser.visiting;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, which asks nothing of the network beyond what a page asks. */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 60_000;

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright.selectors().setTestIdAttribute("data-test");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(arguments()));
    }

    private static List<String> arguments() {
        var arguments = new ArrayList<>(List.of(
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox"); // which Chromium refuses to set up for root
        }
        return arguments;
    }

    /** An empty page in a browser of its own, in English. */
    public Page page() {
        return browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"))
                .newPage();
    }

    /** Somebody new, with no cookies and nothing stored. */
    public Visitor visitor(int port, Browser.NewContextOptions options) {
        var context = browser.newContext(options.setBaseURL("http://127.0.0.1:" + port));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Visitor(context, port);
    }

    /** Somebody new whose browser speaks {@code locale}, in a window {@code width} pixels wide. */
    public Visitor visitor(int port, String locale, ColorScheme scheme, int width) {
        return visitor(
                port,
                new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setViewportSize(width, 800));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
