package io.driftline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.json.Malformed;
import io.driftline.testing.Golden;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsFormTest {
    @Test
    void takesTheGoldenAnswerWhole() throws IOException {
        var checked = ModelsForm.check(answer());

        assertThat(checked.faults()).isEmpty();
        assertThat(checked.models()).isEqualTo(answer());
    }

    @Test
    void takesModelsOfBothLineagesOfInfluenzaB() throws IOException {
        var said = answer();
        said.getJsonArray("models")
                .getJsonObject(0)
                .put("subtypes", new JsonArray().add("B/Victoria").add("B/Yamagata"));

        assertThat(ModelsForm.check(said).faults()).isEmpty();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                model("lacks name", m -> m.remove("name")),
                model("/name", m -> m.put("name", "../etc")),
                model("/version", m -> m.put("version", 1)),
                model("/version", m -> m.put("version", "x".repeat(65))),
                model("/title", m -> m.put("title", new JsonObject())),
                model("/info", m -> m.put("info", "x".repeat(20_000))),
                model("/subtypes", m -> m.put("subtypes", new JsonArray())),
                model("/subtypes", m -> m.put("subtypes", "H3N2")),
                model("/subtypes/0", m -> m.put("subtypes", new JsonArray().add("<b>"))),
                model("/encodings/0", m -> m.put("encodings", new JsonArray().addNull())),
                model("/digest", m -> m.put("digest", "sha256:short")),
                model("/trainingYears", m -> m.put("trainingYears", new JsonArray().add(1968))),
                model("/quality/0", m -> m.put("quality", new JsonArray().add("good"))),
                model("/zh", m -> m.put("zh", "CNN")));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void leavesAMalformedModelOutAndNamesTheField(String field, Consumer<JsonObject> spoil) throws IOException {
        var said = answer();
        var spoiled = said.getJsonArray("models").getJsonObject(0).copy();
        spoil.accept(spoiled);
        said.getJsonArray("models").add(0, spoiled);

        var checked = ModelsForm.check(said);

        assertThat(checked.models()).isEqualTo(answer());
        assertThat(checked.faults())
                .singleElement()
                .asString()
                .startsWith("/models/0")
                .contains(field);
    }

    @Test
    void leavesAMalformedEncodingOut() throws IOException {
        var said = answer();
        said.getJsonArray("encodings")
                .add(new JsonObject().put("id", "new").put("name", "New").put("features", -1));

        var checked = ModelsForm.check(said);

        assertThat(checked.models()).isEqualTo(answer());
        assertThat(checked.faults()).containsExactly("/encodings/1/features is not from 1 to 100000");
    }

    @Test
    void anAnswerThatSaysNotWhoseItIsIsNone() {
        assertThatThrownBy(() -> ModelsForm.check(answer().put("worker", new JsonObject().put("id", 7))))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> ModelsForm.check(answer().put("models", "all")))
                .isInstanceOf(Malformed.class);
    }

    private static JsonObject answer() {
        return Golden.object("worker-models.json");
    }

    private static Arguments model(String field, Consumer<JsonObject> spoil) {
        return Arguments.of(field, spoil);
    }
}
