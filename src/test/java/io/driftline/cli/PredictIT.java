package io.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The jar predicts the pairs of a file, one row for each row in, as a server does. */
@ExtendWith(StackExtension.class)
class PredictIT {
    private static final List<String> EXAMPLES = List.of("h3n2-variant", "h3n2-same", "h1n1-same", "h5n1-same");
    private static final String HEADER =
            "subtype,strain_a,strain_b,probability_variant,distance_log2,low,high,warnings,verdict";

    /** As the documents have whoever uses a server export it. */
    private static final Map<String, String> EXPORTED =
            Map.of("DRIFTLINE_SERVER", "http://127.0.0.1:9", "DRIFTLINE_TOKEN", "dl_any");

    @TempDir
    Path folder = Path.of("");

    @Test
    void alonePredictsWhatTheServerDoes(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var choice = user.submission("");
        var model = user.get("/models/" + choice.getLong("modelId")).bodyAsJsonObject();
        var expected = new ArrayList<JsonObject>();
        var rows = new ArrayList<>(List.of("strain_b,subtype,note,strain_a"));
        var sequences = new ArrayList<String>();
        for (var example : EXAMPLES) {
            var fasta = user.example(example);
            var pair = user.awaitEnd(user.submit(fasta))
                    .getJsonObject("result")
                    .getJsonArray("pairs")
                    .getJsonObject(0);
            var names = fasta.lines()
                    .filter(line -> line.startsWith(">"))
                    .map(line -> line.substring(1).split("\\s", 2)[0])
                    .toList();
            expected.add(pair);
            rows.add(names.get(1) + "," + pair.getString("subtype") + ",\"any, thing\"," + names.get(0));
            sequences.add(write(example + ".fasta", fasta));
        }
        rows.add("nobody,H3N2,,nobody");

        var run = predict(
                sequences,
                write("pairs.csv", String.join("\r\n", rows)),
                "--model",
                model.getString("repository"),
                "--model-version",
                model.getString("version"),
                "--encoding",
                choice.getString("encodingId"));

        assertThat(run.status()).as(run.errors().toString()).isZero();
        var out = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(out).hasSize(1 + EXAMPLES.size() + 1).first().isEqualTo(HEADER);
        for (int i = 0; i < expected.size(); i++) {
            var figures = out.get(i + 1).split(",", -1);
            var pair = expected.get(i);
            assertThat(figures[0]).as("the subtype of the models").startsWith(pair.getString("subtype"));
            assertThat(Double.parseDouble(figures[3])).isCloseTo(pair.getDouble("probability"), within(1e-3));
            assertThat(Double.parseDouble(figures[4])).isCloseTo(pair.getDouble("distanceLog2"), within(1e-2));
            assertThat(Double.parseDouble(figures[5]))
                    .isCloseTo(pair.getJsonArray("interval").getDouble(0), within(1e-2));
        }
        assertThat(out.get(out.size() - 1))
                .startsWith("H3N2,nobody,nobody,,,,,")
                .contains("nobody");
        assertThat(run.errors()).singleElement().asString().contains("1 of 5 pairs");
    }

    @Test
    void choosesModelAndEncodingByItself() throws Exception {
        var sequences = List.of(write("a.fasta", Files.readString(example("h3n2-variant"))));
        var names = Files.readAllLines(example("h3n2-variant")).stream()
                .filter(line -> line.startsWith(">"))
                .map(line -> line.substring(1).split("\\s", 2)[0])
                .toList();
        var pairs = write("pairs.csv", "subtype,strain_a,strain_b\nH3N2," + String.join(",", names) + "\n");

        var run = predict(sequences, pairs);

        assertThat(run.status()).as(run.errors().toString()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out.csv")))
                .hasSize(2)
                .last()
                .asString()
                .matches("H3N2,[^,]+,[^,]+,[01]\\.\\d+,\\d+\\.\\d+,\\d+\\.\\d+,\\d+\\.\\d+,.*");
    }

    @Test
    void saysInOneLineWhatCannotBeUsed() throws Exception {
        var pairs = write("pairs.csv", "subtype,strain_a,strain_b\nH3N2,a,b\n");
        var fasta = write("a.fasta", ">a\nMKT\n");

        refuses("File not found: missing.csv", List.of(fasta), "missing.csv");
        refuses("File not found: missing.fasta", List.of(fasta, "missing.fasta"), pairs);
        refuses(
                "lacking.csv: The table of pairs has the columns subtype, strain_a; expected",
                List.of(fasta),
                write("lacking.csv", "subtype,strain_a\nH3N2,a\n"));
        refuses("Unknown model \"nonsense\"", List.of(fasta), pairs, "--model", "nonsense");
        refuses("none was trained with the encoding", List.of(fasta), pairs, "--encoding", "nonsense");
        refuses("would take the place of the input: pairs.csv", List.of(fasta), pairs, "--provenance", pairs);
        refuses("would take the place of the input: out.csv", List.of(fasta), pairs, "--provenance", "out.csv");
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    private void refuses(String reason, List<String> sequences, String pairs, String... more) throws Exception {
        var run = predict(sequences, pairs, more);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("driftline: ")
                .contains(reason);
        assertThat(run.out()).isEmpty();
    }

    private JarRun predict(List<String> sequences, String pairs, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("predict", "--pairs", pairs, "--output", "out.csv", "--sequences"));
        arguments.addAll(sequences);
        arguments.addAll(List.of(more));
        return JarRun.of(folder, EXPORTED, arguments.toArray(String[]::new));
    }

    private static Path example(String id) {
        return Path.of("src", "main", "resources", "examples", id + ".fasta");
    }

    private String write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return name;
    }
}
