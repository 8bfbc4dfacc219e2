package io.driftline.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Modules that every page needs stand in index.html, so that none waits until another has named it. */
class PreloadTest {
    private static final Path WEBROOT = Path.of("webroot");
    private static final String MAIN = "/js/main.js";
    private static final Pattern PRELOAD = Pattern.compile("<link rel=\"modulepreload\" href=\"(/js/[^\"]+)\">");
    private static final Pattern IMPORT =
            Pattern.compile("^(?:(?:import|export) (?:.* from )?|} from )'(\\.[^']+)'", Pattern.MULTILINE);

    @Test
    void thePagePreloadsWhatItsFrameImports() throws IOException {
        var preloaded = PRELOAD.matcher(read("/index.html"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(preloaded).isEqualTo(importedBy(MAIN));
    }

    private static Set<String> importedBy(String main) throws IOException {
        var found = new TreeSet<String>();
        var open = new ArrayDeque<String>();
        open.add(main);
        while (!open.isEmpty()) {
            var module = open.remove();
            IMPORT.matcher(read(module))
                    .results()
                    .map(match -> Path.of(module)
                            .resolveSibling(match.group(1))
                            .normalize()
                            .toString())
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found;
    }

    private static String read(String path) throws IOException {
        return Files.readString(WEBROOT.resolve(path.substring(1)));
    }
}
