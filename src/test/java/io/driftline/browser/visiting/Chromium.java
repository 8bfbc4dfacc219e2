package io.driftline.browser.visiting;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's Chromium, which asks nothing of the network beyond what a page asks. */
public final class Chromium extends InstalledBrowser {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    public Chromium() {
        super(
                Playwright::chromium,
                new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(arguments()));
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
}
