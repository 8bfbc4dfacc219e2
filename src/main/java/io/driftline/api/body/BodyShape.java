package io.driftline.api.body;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much a value of a body may hold, out of the contract, where several forms are documented of the largest: it is counted
 * before any of it is understood, and long lists are judged by it alone.
 *
 * @param text whether it may be text
 * @param letters the most that text may have
 * @param list whether it may be a list
 * @param least the fewest items that a list may have
 * @param most the most items that a list may have
 * @param item what each item of a list may hold
 * @param fields what the fields of an object may hold; without any it is no object
 * @param closed whether other fields are unknown
 */
public record BodyShape(
        boolean text,
        int letters,
        boolean list,
        int least,
        int most,
        @Nullable BodyShape item,
        Map<String, BodyShape> fields,
        boolean closed) {

    /** What the contract says nothing of. */
    static final BodyShape NOTHING = new BodyShape(false, 0, false, 0, 0, null, Map.of(), false);

    /** The validator takes its time with each item, so that it sees no more of a list. */
    private static final int SEEN = 100;

    /** Text up to here may be in any place: the validator says what is right there. */
    private static final int SHORT_TEXT = 16 * 1024;

    private static final String SCHEMAS = "#/components/schemas/";

    /** Of the JSON body of an operation; NOTHING if it takes none. Fails if a list or text of it has no bound. */
    public static BodyShape of(JsonObject contract, String operationId) {
        return operations(contract)
                .filter(operation -> operationId.equals(operation.getString("operationId")))
                .findFirst()
                .map(operation -> operation.getJsonObject("requestBody"))
                .map(body -> body.getJsonObject("content").getJsonObject("application/json"))
                .map(json -> of(contract, json.getJsonObject("schema"), operationId))
                .orElse(NOTHING);
    }

    private static Stream<JsonObject> operations(JsonObject contract) {
        return contract.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue()).stream())
                .map(operation -> (JsonObject) operation.getValue());
    }

    private static BodyShape of(JsonObject contract, JsonObject schema, String where) {
        var reference = schema.getString("$ref");
        if (reference != null) {
            var name = reference.substring(SCHEMAS.length());
            return of(
                    contract,
                    contract.getJsonObject("components")
                            .getJsonObject("schemas")
                            .getJsonObject(name),
                    name);
        }
        var forms = schema.getJsonArray("oneOf", new JsonArray()).stream()
                .map(form -> of(contract, (JsonObject) form, where));
        return forms.reduce(itself(contract, schema, where), BodyShape::or);
    }

    private static BodyShape itself(JsonObject contract, JsonObject schema, String where) {
        return switch (schema.getString("type", "")) {
            case "string" -> ofText(bound(schema, "maxLength", where));
            case "array" ->
                new BodyShape(
                        false,
                        0,
                        true,
                        schema.getInteger("minItems", 0),
                        bound(schema, "maxItems", where),
                        of(contract, schema.getJsonObject("items"), where + "[]"),
                        Map.of(),
                        false);
            case "object" -> ofObject(contract, schema, where);
            default -> NOTHING;
        };
    }

    private static BodyShape ofText(int letters) {
        return new BodyShape(true, letters, false, 0, 0, null, Map.of(), false);
    }

    private static BodyShape ofObject(JsonObject contract, JsonObject schema, String where) {
        Map<String, BodyShape> fields = new HashMap<>();
        schema.getJsonObject("properties")
                .forEach(field -> fields.put(
                        field.getKey(), of(contract, (JsonObject) field.getValue(), where + "." + field.getKey())));
        boolean closed = Boolean.FALSE.equals(schema.getValue("additionalProperties"));
        return new BodyShape(false, 0, false, 0, 0, null, fields, closed);
    }

    private static int bound(JsonObject schema, String keyword, String where) {
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").stream()
                    .mapToInt(each -> each.toString().length())
                    .max()
                    .orElse(0);
        }
        if (!schema.containsKey(keyword)) {
            throw new IllegalStateException("the contract has no " + keyword + " for " + where);
        }
        return schema.getInteger(keyword);
    }

    private BodyShape or(BodyShape other) {
        return new BodyShape(
                text || other.text,
                Math.max(letters, other.letters),
                list || other.list,
                Math.max(least, other.least),
                Math.max(most, other.most),
                item == null ? other.item : item,
                fields.isEmpty() ? other.fields : fields,
                closed || other.closed);
    }

    public boolean isNothing() {
        return !text && !list && fields.isEmpty();
    }

    /** Characters of the longest text here that is not refused at sight. */
    int room() {
        return Math.max(letters, SHORT_TEXT);
    }

    /** What an item of a list may hold. */
    BodyShape each() {
        return item == null ? NOTHING : item;
    }

    public BodyShape field(String name) {
        return fields.getOrDefault(name, NOTHING);
    }

    /** Whether there is no such field in what is closed to others. */
    boolean isUnknown(String name) {
        return closed && !fields.containsKey(name);
    }

    /**
     * A body for the validator: of each long list the beginning and the first item that does not fit, which says as much as
     * the whole.
     */
    public JsonObject sample(JsonObject body) {
        var sample = new JsonObject();
        body.forEach(field -> sample.put(field.getKey(), field(field.getKey()).sample(field.getValue())));
        return sample;
    }

    private @Nullable Object sample(@Nullable Object value) {
        if (item == null || !(value instanceof JsonArray items) || items.size() <= SEEN) {
            return value;
        }
        var beginning = new JsonArray(items.stream().limit(SEEN).collect(Collectors.toList()));
        items.stream().skip(SEEN).filter(each -> !item.fits(each)).findFirst().ifPresent(beginning::add);
        return beginning;
    }

    /** Exact for text, and for lists of what it is exact for; anything else is left to the validator. */
    private boolean fits(@Nullable Object value) {
        if (value instanceof String given) {
            return text && given.length() <= letters;
        }
        return value instanceof JsonArray items
                && item != null
                && items.size() >= least
                && items.size() <= most
                && items.stream().allMatch(item::fits);
    }
}
