package io.driftline.bombs;

import io.driftline.bombs.Operations.Operation;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The documented bodies with something wrong: a type, a size, a letter, a number, a name, an encoding. */
final class Fuzz {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e1",
            "+1",
            "01",
            "1.50",
            "NaN",
            "-Infinity",
            "9223372036854775807",
            "9223372036854775808",
            "1e308",
            "1e309",
            "-0.0",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ud83d\\ude00\"",
            "\"\u202e\u200b\ufeff\"",
            "\"\\\\\"",
            "\"'; DROP TABLE job; --\"",
            "\"%00%ff\"",
            "\"panel\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[1, \"a\"]",
            "[[\"a\"]]",
            "[[\"a\", \"b\"]]",
            "{\"a\": {}}",
            "\"\\x41\"",
            "'a'",
            "undefined");
    private static final List<String> ENCODINGS = List.of("UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1", "windows-1252");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "APPLICATION/JSON",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"",
            "application/zip",
            "text/plain",
            "",
            "application/x-www-form-urlencoded",
            "application/json, text/plain",
            "*/*");

    /** Refreshing twice at once is taken for a theft of the session. */
    private static final Set<String> ENDING = Set.of("signOut", "endSessions", "refreshSession");

    private final Random random;
    private final Operations operations;

    Fuzz(Operations operations, long seed) {
        this.operations = operations;
        this.random = new Random(seed);
    }

    /** @param each how many for an operation with a body; others get a few that they do not ask for */
    List<Call> calls(int each) {
        List<Call> calls = new ArrayList<>();
        for (Operation operation : operations.all()) {
            // Nothing is to end the session of the one who asks.
            if (!ENDING.contains(operation.id())) {
                int times = operation.takesJson() ? each : 3;
                for (int i = 0; i < times; i++) {
                    calls.add(call(operation));
                }
            }
        }
        return calls;
    }

    private Call call(Operation operation) {
        var body = random.nextInt(4) == 0 ? broken(mutated(operation)) : mutated(operation);
        byte[] bytes =
                body.getBytes(random.nextInt(10) == 0 ? Charset.forName(any(ENCODINGS)) : StandardCharsets.UTF_8);
        var type = random.nextInt(8) == 0 ? any(TYPES) : "application/json";
        boolean reads = operation.method().equals("GET");
        return new Call(
                operation.id() + ", " + type + ": " + body.substring(0, Math.min(120, body.length())),
                operation.method(),
                operation.path(),
                reads ? "" : type,
                () -> reads ? new byte[0] : bytes);
    }

    private String mutated(Operation operation) {
        var body = operation.example().copy();
        if (body.containsKey("modelId") && random.nextInt(4) > 0) {
            body.put("modelId", 999_999);
        }
        if (body.containsKey("sequences") && random.nextBoolean()) {
            body.put("sequences", ">a\nACGT\n>b\nACGT").put("mode", any(List.of("pair", "query", "all", "list")));
        }
        var text = body.encode();
        for (int i = random.nextInt(3); i >= 0 && !body.isEmpty(); i--) {
            var field = any(List.copyOf(operation.example().fieldNames()));
            text = switch (random.nextInt(6)) {
                case 0 -> without(text, field);
                case 1 ->
                    text.replaceFirst(
                            "}$",
                            ",\"" + any(List.of(field, "extra", "references", "pairs", "__proto__", "")) + "\":"
                                    + value() + "}");
                case 2 ->
                    replaced(
                            text,
                            field,
                            new JsonArray().add("a".repeat(random.nextInt(40))).encode());
                default -> replaced(text, field, value());
            };
        }
        return text;
    }

    private String value() {
        return random.nextInt(8) == 0 ? Json.encode("x".repeat(1 << random.nextInt(13))) : any(VALUES);
    }

    private static String replaced(String text, String field, String value) {
        try {
            var body = new JsonObject(text);
            var mark = "\"@@@\"";
            return body.containsKey(field) ? body.put(field, "@@@").encode().replace(mark, value) : text;
        } catch (RuntimeException alreadyBroken) {
            return text + value;
        }
    }

    private static String without(String text, String field) {
        try {
            var body = new JsonObject(text);
            body.remove(field);
            return body.encode();
        } catch (RuntimeException alreadyBroken) {
            return text;
        }
    }

    /** Cut, doubled, or with other letters. */
    private String broken(String text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text + text;
            case 2 -> text.substring(0, at) + (char) random.nextInt(0x300) + text.substring(at);
            case 3 -> "\ufeff" + text;
            case 4 -> text.replace(",", ",,").replace(":", "=");
            default -> text.substring(0, at) + "/* */" + text.substring(at);
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
