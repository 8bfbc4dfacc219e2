package io.driftline.api.server;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What modules of the page import, found by reading them, so that a browser can fetch all at once and not one after the other has named it. */
final class ModuleGraph {
    private static final Pattern IMPORT = Pattern.compile(
            "(?:^|;)(?:import|export)\\b(?:[^'\"();=]*\\bfrom)?\\s*['\"]([^'\"]+)['\"]", Pattern.MULTILINE);
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final Map<String, String> named = new TreeMap<>();
    private final Function<String, Optional<String>> text;

    /**
     * @param page whose import map says where libraries lie
     * @param text what stands at an address such as {@code /js/main.js}
     */
    ModuleGraph(String page, Function<String, Optional<String>> text) {
        this.text = text;
        var map = IMPORT_MAP.matcher(page);
        if (map.find()) {
            new JsonObject(map.group(1))
                    .getJsonObject("imports")
                    .forEach(entry -> named.put(entry.getKey(), (String) entry.getValue()));
        }
    }

    /** The addresses of these modules and of all that they import, and those again, in a fixed order. */
    List<String> reachedFrom(List<String> modules) {
        var found = new TreeSet<String>();
        var open = new ArrayDeque<>(modules);
        while (!open.isEmpty()) {
            var module = open.remove();
            var script = text.apply(module);
            if (script.isPresent() && found.add(module)) {
                IMPORT.matcher(script.get())
                        .results()
                        .map((MatchResult match) -> address(module, match.group(1)))
                        .forEach(open::add);
            }
        }
        return List.copyOf(found);
    }

    private String address(String module, String imported) {
        var exact = named.get(imported);
        if (exact != null) {
            return exact;
        }
        return named.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/") && imported.startsWith(entry.getKey()))
                .findFirst()
                .map(entry ->
                        entry.getValue() + imported.substring(entry.getKey().length()))
                .orElseGet(() -> URI.create(module).resolve(imported).toString());
    }
}
