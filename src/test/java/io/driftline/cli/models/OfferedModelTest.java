package io.driftline.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferedModelTest {
    private static final OfferedModel NARROW =
            model("narrow", List.of("H3N2"), List.of("one-hot"), entry("H3N2", "one-hot", "time", 0.9));
    private static final OfferedModel WIDE = model(
            "wide",
            List.of("H1N1", "H3N2"),
            List.of("trigram", "one-hot"),
            entry("H1N1", "trigram", "time", 0.4),
            entry("H3N2", "trigram", "time", 0.7),
            entry("H3N2", "one-hot", "time", 0.2),
            entry("macro", "trigram", "time", 0.99),
            entry("H1N1", "trigram", "rolling", 0.99));
    private static final OfferedModel WEAK = model(
            "weak",
            List.of("H1N1", "H3N2"),
            List.of("trigram"),
            entry("H1N1", "trigram", "time", 0.1),
            entry("H3N2", "trigram", "time", 0.8));
    private static final List<OfferedModel> ALL = List.of(NARROW, WIDE, WEAK);

    @Test
    void takesTheStrongestOfThoseThatKnowMost() {
        var choice = OfferedModel.choose(ALL, null, null, "here");

        assertThat(choice.model()).isEqualTo(WIDE);
        assertThat(choice.encoding()).isEqualTo("trigram");
    }

    @Test
    void takesForecastsOfLaterYearsBeforeBetterFiguresOfEarlierOnes() {
        var old = model(
                "old",
                List.of("H1N1", "H3N2"),
                List.of("one-hot"),
                entry("H1N1", "one-hot", "time", 0.9).put("from", 2009),
                entry("H3N2", "one-hot", "time", 0.9).put("from", 2009));
        var recent = model(
                "recent",
                List.of("H1N1", "H3N2"),
                List.of("one-hot"),
                entry("H1N1", "one-hot", "time", 0.4).put("from", 2016),
                entry("H1N1", "one-hot", "rolling", 0.9).put("from", 2006),
                entry("H3N2", "one-hot", "rolling", 0.5).put("from", 2006));

        assertThat(OfferedModel.choose(List.of(old, recent), null, null, "here").model())
                .isEqualTo(recent);
    }

    @Test
    void takesTheEnsembleOfWhatShips() throws Exception {
        var choice = OfferedModel.choose(ModelFolder.read(Path.of("src/main/models"), null), null, null, "here");

        assertThat(choice.model().name()).isEqualTo("ensemble");
        assertThat(choice.model().version()).isEqualTo("2");
        assertThat(choice.encoding()).isEqualTo("one-hot");
    }

    @Test
    void comparesInTheEncodingThatIsAskedFor() {
        assertThat(OfferedModel.choose(ALL, null, "one-hot", "here").model()).isEqualTo(NARROW);
        assertThat(OfferedModel.choose(ALL, "WIDE", "one-hot", "here").encoding())
                .isEqualTo("one-hot");
    }

    @Test
    void namesWhatThereIs() {
        assertThatThrownBy(() -> OfferedModel.choose(ALL, "none", null, "here"))
                .hasMessage("Unknown model \"none\"; here has narrow, weak, wide.");
        assertThatThrownBy(() -> OfferedModel.choose(ALL, "weak", "one-hot", "here"))
                .hasMessageContaining("choose one of trigram");
        assertThatThrownBy(() -> OfferedModel.choose(ALL, null, "nonsense", "here"))
                .hasMessageContaining("narrow, weak, wide");
        assertThatThrownBy(() -> OfferedModel.choose(List.of(), null, null, "here"))
                .hasMessage("here has no model.");
    }

    private static OfferedModel model(
            String name, List<String> subtypes, List<String> encodings, JsonObject... quality) {
        return new OfferedModel(1, name, "1", subtypes, encodings, new JsonArray(List.of(quality)));
    }

    private static JsonObject entry(String subtype, String encoding, String split, double mcc) {
        return new JsonObject()
                .put("subtype", subtype)
                .put("encoding", encoding)
                .put("split", split)
                .put("mcc", mcc);
    }
}
