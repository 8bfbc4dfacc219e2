package io.driftline.browser.visiting;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe-core finds on a page against WCAG 2.2, levels A and AA, and against good practice. */
public final class Axe {
    private static final String SCRIPT = script();
    private static final String RUN =
            """
            async enabled => {
              const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
              const options = { runOnly, rules: { 'color-contrast': { enabled } }, resultTypes: ['violations'], selectors: false }
              const { violations, passes } = await axe.run(document, options)
              if (passes.length === 0) throw new Error('axe looked at nothing')
              return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
            }
            """;

    private Axe() {}

    public static List<String> violations(Page page) {
        return violations(page, true);
    }

    /** All but contrast, which takes most of the time: for a page whose colours were looked at in another window. */
    public static List<String> violationsBesideContrast(Page page) {
        return violations(page, false);
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations(Page page, boolean contrast) {
        if ((Boolean) page.evaluate("typeof axe === 'undefined'")) {
            page.evaluate(SCRIPT);
        }
        return (List<String>) page.evaluate(RUN, contrast);
    }

    private static String script() {
        try (var in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
