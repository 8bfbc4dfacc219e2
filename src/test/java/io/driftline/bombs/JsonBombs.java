package io.driftline.bombs;

import io.driftline.bombs.Operations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The largest JSON that an operation reads, by what there is so much of. */
final class JsonBombs {
    private static final int LARGE = 8 << 20;
    private static final int SMALL = 16 << 10;

    private final Operations operations;

    JsonBombs(Operations operations) {
        this.operations = operations;
    }

    List<Call> all() {
        return operations.all().stream()
                .filter(Operation::takesJson)
                .flatMap(operation -> Stream.concat(shapes(operation), lists(operation)))
                .toList();
    }

    private static Stream<Call> shapes(Operation operation) {
        var field = operation.example().fieldNames().iterator().next();
        return Stream.of(
                call(operation, "deep nesting", "", "[", ""),
                call(operation, "values", "[", "1,", "1]"),
                call(operation, "lists in lists", "{\"" + field + "\":[", "[[]],", "1]}"),
                call(operation, "digits", "{\"" + field + "\":", "7", "}"),
                call(operation, "a fraction", "{\"" + field + "\":0.", "3", "}"),
                call(operation, "an unknown text", "{\"nothing\":\"", "a", "\"}"),
                call(operation, "a long text", "{\"" + field + "\":\"", "a", "\"}"),
                call(operation, "escapes", "{\"" + field + "\":\"", "\\u0001", "\"}"),
                call(operation, "blanks", "{", " ", "}"),
                call(operation, "a text without an end", "{\"" + field + "\":\"", "\u00e9", ""),
                operation.call("keys", () -> fit(keys(operation, "\"k%d\":0"), operation)),
                operation.call(
                        "keys within", () -> fit("{\"" + field + "\":" + keys(operation, "\"k%d\":{}"), operation)));
    }

    private Stream<Call> lists(Operation operation) {
        return operations
                .lists(operation)
                .flatMap(list -> Stream.of(
                        call(
                                operation,
                                "a list of " + list.getKey(),
                                "{\"" + list.getKey() + "\":[",
                                list.getValue() + ",",
                                list.getValue() + "]}"),
                        operation.call("as many " + list.getKey() + " as may be", () -> most(operation, list))));
    }

    /** As the example has it but for one list, whose length is still allowed by the contract. */
    private static String most(Operation operation, Map.Entry<String, String> list) {
        int items = list.getKey().equals("pairs") ? 100_000 : 100;
        var body = operation.example().copy().put("modelId", 999_999).encode();
        if (!operation.id().equals("submitJob")) {
            body = operation.example().encode();
        }
        body = list.getKey().equals("pairs") ? body.replace("\"pair\"", "\"list\"") : body;
        var others = body.replaceFirst("\"" + list.getKey() + "\":(\\[[^\\]]*\\]|\"[^\"]*\"),?", "")
                .replaceFirst(",?}$", "");
        return others + ",\"" + list.getKey() + "\":[" + (list.getValue() + ",").repeat(items - 1) + list.getValue()
                + "]}";
    }

    private static Call call(Operation operation, String what, String begin, String unit, String end) {
        int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
        int times = (limit(operation) - begin.length() - end.length()) / bytes;
        return operation.bytes(what, () -> Filled.with(begin, unit, times, end));
    }

    private static String keys(Operation operation, String form) {
        return IntStream.range(0, limit(operation) / (form.length() + 5))
                .mapToObj(i -> String.format(form, i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String fit(String body, Operation operation) {
        return body.length() <= limit(operation) ? body : body.substring(0, limit(operation));
    }

    private static int limit(Operation operation) {
        return operation.large() ? LARGE : SMALL;
    }
}
