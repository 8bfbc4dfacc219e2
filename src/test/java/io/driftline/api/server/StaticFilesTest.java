package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a page needs is asked for with its document, so that nothing waits until something else has named it. */
class StaticFilesTest {
    private static final Path WEBROOT = Path.of("webroot");
    private static final Pattern PRELOAD = Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\"");
    private static final Pattern IMPORT =
            Pattern.compile("^(?:(?:import|export) (?:.* from )?|} from )'(\\.[^']+)'", Pattern.MULTILINE);
    private static final Pattern SHEET = Pattern.compile("^@import \"([^\"]+)\";$", Pattern.MULTILINE);
    private static final Pattern BOOT = Pattern.compile("'([a-z ]+)'\\.split\\(' '\\)");

    private final StaticFiles files =
            new StaticFiles(ConfigLoader.load(null, Map.of(), Map.of()).server());

    @Test
    void everyPagePreloadsWhatItsModulesImport() throws IOException {
        for (var page : List.of("home", "new", "catalogue", "example", "job", "history", "api", "sign")) {
            var preloaded = preloaded(files.page(page));
            assertThat(preloaded.stream().filter(each -> each.startsWith("/js/")))
                    .as(page)
                    .containsExactlyInAnyOrderElementsOf(importedBy("/js/main.js", "/js/pages/" + page + ".js"));
            assertThat(preloaded)
                    .contains("/lib/lit/index.js", "/lib/lit-html/lit-html.js", "/lib/lit-html/directive.js");
        }
    }

    @Test
    void belowAPathEverythingIsAskedForThere() {
        var below = ConfigLoader.load(
                        null, Map.of("DRIFTLINE_SERVER_PUBLIC_URL", "https://lab.example.org/flu"), Map.of())
                .server();
        assertThat(preloaded(new StaticFiles(below).page("home")))
                .contains("/flu/js/pages/home.js", "/flu/lib/lit/index.js")
                .allMatch(each -> each.startsWith("/flu/"));
    }

    @Test
    void theWordsAskedForFirstAreThoseOfTheDictionary() throws IOException {
        var boot = BOOT.matcher(read("/js/boot.js"));
        assertThat(boot.find()).isTrue();
        var asked = new TreeSet<>(List.of(boot.group(1).split(" ")));
        assertThat(asked.remove("index")).isTrue();
        assertThat(partsOf("en")).isEqualTo(asked);
        asked.addAll(Set.of("reading", "worker"));
        assertThat(partsOf("zh")).isEqualTo(asked);
    }

    @Test
    void theOneSheetHasEverySheet() throws IOException {
        var imported = SHEET.matcher(read("/css/index.css"))
                .results()
                .map(match -> match.group(1))
                .toList();
        try (var sheets = Files.list(WEBROOT.resolve("css"))) {
            assertThat(sheets.map(sheet -> sheet.getFileName().toString()))
                    .filteredOn(name -> !Set.of("index.css", "print.css").contains(name))
                    .containsExactlyInAnyOrderElementsOf(imported);
        }
    }

    private static Set<String> partsOf(String language) throws IOException {
        return IMPORT.matcher(read("/js/i18n/" + language + "/index.js"))
                .results()
                .map(match -> match.group(1).replaceAll("^\\./|\\.js$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> preloaded(String page) {
        return PRELOAD.matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> importedBy(String main, String page) throws IOException {
        var found = new TreeSet<String>(Set.of(page));
        var open = new ArrayDeque<>(List.of(main, page));
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
