package io.driftline.browser.visiting;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;

/** Debian's Firefox, unpatched, which speaks WebDriver BiDi itself. */
public final class Firefox extends InstalledBrowser {
    private static final Path PROGRAM = Path.of("/usr/bin/firefox-esr");

    /** By which Playwright drives a Firefox that it did not patch. */
    private static final String STOCK = "moz-firefox";

    public Firefox() {
        super(
                Playwright::firefox,
                new BrowserType.LaunchOptions().setChannel(STOCK).setExecutablePath(PROGRAM));
    }
}
