package io.driftline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The settings by path ({@code server.port}), as the record tree of {@link Config} names them. */
final class Settings {
    static final String PREFIX = "DRIFTLINE_";

    private Settings() {}

    /** {@code server.allowedOrigins} is {@code DRIFTLINE_SERVER_ALLOWED_ORIGINS}. */
    static String variable(String path) {
        return PREFIX
                + path.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** The variable that names a file with the value of a secret. */
    static String fileVariable(String path) {
        return variable(path) + "_FILE";
    }

    /** Every path that holds a value. */
    static List<String> paths() {
        return paths(value -> true);
    }

    /** Every path that holds a secret. */
    static List<String> secrets() {
        return paths(value -> value == Secret.class);
    }

    private static List<String> paths(Predicate<Class<?>> wanted) {
        List<String> paths = new ArrayList<>();
        collect(Config.class, "", wanted, paths);
        return paths;
    }

    private static void collect(Class<?> type, String prefix, Predicate<Class<?>> wanted, List<String> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = prefix + component.getName();
            if (isGroup(component.getType())) {
                collect(component.getType(), path + ".", wanted, into);
            } else if (wanted.test(component.getType())) {
                into.add(path);
            }
        }
    }

    /** A record of settings, rather than a value that happens to be a record. */
    static boolean isGroup(Class<?> type) {
        return type.isRecord() && type != Secret.class;
    }

    /** The values of a YAML tree by path; a list is a value. */
    static Map<String, JsonNode> flatten(JsonNode tree) {
        Map<String, JsonNode> values = new TreeMap<>();
        flatten(tree, "", values);
        return values;
    }

    private static void flatten(JsonNode node, String path, Map<String, JsonNode> into) {
        if (!node.isObject()) {
            into.put(path, node);
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            flatten(field.getValue() == null ? NullNode.getInstance() : field.getValue(), child, into);
        }
    }

    /** The known name nearest to a misspelt one, so that the refusal can suggest it. */
    static String nearest(String given, List<String> known) {
        String best = known.get(0);
        for (String candidate : known) {
            if (distance(given, candidate) < distance(given, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
