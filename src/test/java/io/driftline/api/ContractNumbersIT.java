package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Contracts;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each whole number that the contract takes from clients has bounds, and is never narrowed to fit them. */
@ExtendWith(StackExtension.class)
class ContractNumbersIT {
    private static final List<String> NUMBERS = List.of(
            "2147483648",
            "4294967297",
            "8.7e10",
            "1e10",
            "1e400",
            "1.5",
            "1.00000000000000000001",
            "-1",
            "-9223372036854775808",
            "9007199254740993",
            "9007199254740993.0",
            "18446744073709551617");

    private static final List<String> NO_PLAIN_DIGITS =
            List.of("1e1", "+1", "01", "00", "1.0", "0x1", "-0", "١", "１", "1_0", "true", "");

    private static final List<String> NO_JSON_NUMBERS =
            List.of("\"1\"", "\"1e1\"", "true", "null", "[1]", "+1", "01", "1.");

    @Test
    void everyWholeNumberOfClientsHasBounds(Stack stack) {
        var contract = contract(stack);
        assertThat(numbers(contract))
                .extracting(Place::name)
                .contains("modelId", "recordA", "recordB", "expiresInDays", "limit", "offset", "days", "after");
        assertThat(numbers(contract)).allSatisfy(place -> {
            assertThat(place.schema().fieldNames()).as(place.toString()).contains("minimum", "maximum", "format");
            long bound = "int32".equals(place.schema().getString("format")) ? Integer.MAX_VALUE : (1L << 53) - 1;
            assertThat(place.schema().getLong("maximum")).isLessThanOrEqualTo(bound);
            assertThat(place.schema().getLong("minimum")).isNotNegative();
        });
    }

    @Test
    void whatIsBeyondTheBoundsOrNoWholeNumberIsRefusedAtEveryDoor(Stack stack) {
        var operator = ApiUser.operator(stack);
        numbers(contract(stack)).forEach(place -> Stream.concat(
                        NUMBERS.stream().filter(place::isBeyond),
                        (place.inText() ? NO_PLAIN_DIGITS : NO_JSON_NUMBERS).stream())
                .forEach(value -> {
                    var answer = place.send(operator, value);
                    assertThat(answer.statusCode())
                            .as(place + " = " + value + ": " + answer.bodyAsString())
                            .isIn(400, 422);
                    assertThat(answer.bodyAsJsonObject().getString("type"))
                            .as(place + " = " + value)
                            .matches("urn:problem:(validation/invalid-field|request/malformed(-json)?)");
                }));
    }

    @Test
    void oneAndAPointIsTheNumberOneInJson(Stack stack) {
        var operator = ApiUser.operator(stack);
        numbers(contract(stack)).filter(place -> !place.inText()).forEach(place -> {
            var answer = place.send(operator, "1.0").bodyAsString();
            assertThat(answer).as(place.toString()).doesNotContain("validation/", "malformed");
        });
    }

    private static JsonObject contract(Stack stack) {
        return Contracts.served(stack, "openapi.yaml");
    }

    /** Every whole number that a request may hold. */
    private static Stream<Place> numbers(JsonObject contract) {
        return contract.getJsonObject("paths").stream().flatMap(path -> ((JsonObject) path.getValue())
                .stream()
                        .flatMap(method -> numbers(
                                contract, new Target(path.getKey(), method.getKey(), (JsonObject) method.getValue()))));
    }

    private static Stream<Place> numbers(JsonObject contract, Target target) {
        var parameters = target.operation().getJsonArray("parameters", new JsonArray()).stream()
                .map(each -> followed(contract, (JsonObject) each))
                .filter(each -> isWhole(each.getJsonObject("schema")))
                .map(each ->
                        new Place(target, each.getString("in"), each.getString("name"), each.getJsonObject("schema")));
        var content = target.operation()
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject());
        var fields = content.stream()
                .filter(type -> !type.getKey().equals("application/zip"))
                .flatMap(type -> fields(contract, target, content, type.getKey()));
        return Stream.concat(parameters, fields);
    }

    /** A form has the fields of the JSON that it stands for. */
    private static Stream<Place> fields(JsonObject contract, Target target, JsonObject content, String type) {
        var schema =
                followed(contract, content.getJsonObject("application/json").getJsonObject("schema"));
        return schema.getJsonObject("properties").stream()
                .filter(field -> isWhole((JsonObject) field.getValue()))
                .map(field -> new Place(target, type, field.getKey(), (JsonObject) field.getValue()));
    }

    private static boolean isWhole(JsonObject schema) {
        return "integer".equals(schema.getValue("type"));
    }

    private static JsonObject followed(JsonObject contract, JsonObject part) {
        var reference = part.getString("$ref");
        return reference == null
                ? part
                : (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(contract);
    }

    private record Target(String path, String method, JsonObject operation) {
        JsonObject example() {
            return operation
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("example")
                    .copy();
        }
    }

    /** @param in {@code path}, {@code query} or {@code header}, or the media type of a body */
    private record Place(Target target, String in, String name, JsonObject schema) {
        boolean inText() {
            return !in.equals("application/json");
        }

        boolean isBeyond(String number) {
            var value = new BigDecimal(number);
            return value.stripTrailingZeros().scale() > 0
                    || value.compareTo(BigDecimal.valueOf(schema.getLong("minimum"))) < 0
                    || value.compareTo(BigDecimal.valueOf(schema.getLong("maximum"))) > 0;
        }

        HttpResponse<Buffer> send(ApiUser user, String value) {
            return switch (in) {
                case "path" -> send(user, path(value), Map.of());
                case "query" -> send(user, path("x") + "?" + name + "=" + encoded(value), Map.of());
                case "header" -> send(user, path("x"), Map.of(name, encoded(value)));
                case "application/json" ->
                    user.send(
                            HttpMethod.valueOf(target.method().toUpperCase(Locale.ROOT)),
                            path("x"),
                            Buffer.buffer(
                                    target.example().put(name, "@").encode().replace("\"@\"", value)),
                            Map.of());
                case "multipart/form-data" -> user.upload(path("x"), form(value));
                default -> throw new AssertionError(in);
            };
        }

        private HttpResponse<Buffer> send(ApiUser user, String path, Map<String, String> headers) {
            return user.send(HttpMethod.valueOf(target.method().toUpperCase(Locale.ROOT)), path, null, headers);
        }

        private String path(String value) {
            return target.path().replaceAll("\\{\\w+}", value.isEmpty() ? "%20" : encoded(value));
        }

        private MultipartForm form(String value) {
            var form = MultipartForm.create();
            target.example().put(name, value).forEach(field -> form.attribute(field.getKey(), "" + field.getValue()));
            return form;
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return target.method() + " " + target.path() + " " + in + " " + name;
        }
    }
}
