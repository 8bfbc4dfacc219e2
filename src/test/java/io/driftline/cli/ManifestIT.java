package io.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run from a manifest, and what can be known before it. */
@ExtendWith(StackExtension.class)
class ManifestIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void runsAManifestIntoSeveralFilesAndSaysWhatMadeThem(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        user.submission("");
        var fasta = user.example("h3n2-variant");
        Files.writeString(folder.resolve("two.fasta"), fasta);
        Files.writeString(
                folder.resolve("run.yaml"),
                """
                server: %s
                sequences: two.fasta
                references: panel
                outputs: [two.csv, two.matrix.tsv, two.json, two.xlsx, two.aligned.fasta]
                provenance: two.provenance.json
                """
                        .formatted(user.origin()));

        var run = JarRun.of(folder, token(user), "predict", "--manifest", "run.yaml");

        assertThat(run.status()).as(run.errors().toString()).isZero();
        var table = Files.readAllLines(folder.resolve("two.csv"));
        var matrix = Files.readAllLines(folder.resolve("two.matrix.tsv"));
        assertThat(matrix).hasSize(3);
        assertThat(matrix.get(0).split("\t", -1)).contains("A/Sydney/1359/2024");
        assertThat(matrix.stream().skip(1).mapToLong(ManifestIT::figures).sum()).isEqualTo(table.size() - 1);
        assertThat(matrix.get(1)).startsWith(name(fasta, 0) + "\t");
        assertThat(Files.readString(folder.resolve("two.aligned.fasta"))).startsWith(">" + name(fasta, 0) + "\n");
        assertThat(Files.readAllBytes(folder.resolve("two.xlsx"))).startsWith('P', 'K');
        var provenance = new JsonObject(Files.readString(folder.resolve("two.provenance.json")));
        assertThat(provenance.getJsonObject("model").getString("digest")).startsWith("sha256:");
        assertThat(provenance.getString("server")).isEqualTo(user.origin());
        assertThat(provenance.getString("references")).isEqualTo("panel");
        assertThat(provenance.getJsonArray("sequences").getJsonObject(0).getString("sha256"))
                .isEqualTo(sha256(fasta));
        assertThat(provenance.getJsonArray("outputs").size()).isEqualTo(5);
        var id = provenance.getString("job");
        var matrixAgain = JarRun.of(folder, token(user), "result", id, "--server", user.origin(), "--format", "matrix");
        assertThat(matrixAgain.out()).isEqualTo(matrix);

        var over = JarRun.of(folder, token(user), "predict", "--manifest", "run.yaml", "--output", "two.fasta");
        assertThat(over.status()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("two.fasta"))).isEqualTo(fasta);
    }

    @Test
    void saysBeforehandWhatWouldBecomeOfSequences(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        user.submission("");
        Files.writeString(folder.resolve("good.fasta"), user.example("h3n2-variant"));
        Files.writeString(folder.resolve("bad.fasta"), user.example("problems"));

        var good = check(user, "good.fasta");
        var bad = check(user, "bad.fasta");

        assertThat(good.status()).as(good.errors().toString()).isZero();
        assertThat(good.out()).hasSize(2).allSatisfy(line -> assertThat(line.split("\t", -1))
                .contains("ok", "H3"));
        assertThat(bad.status()).isEqualTo(3);
        assertThat(bad.out()).anySatisfy(line -> assertThat(line).startsWith("2\tfault\t"));
        assertThat(user.get("/jobs").bodyAsJsonObject().getJsonArray("items")).isEmpty();
    }

    private JarRun check(ApiUser user, String file) throws Exception {
        return JarRun.of(folder, token(user), "check", "--server", user.origin(), "--sequences", file);
    }

    private static long figures(String line) {
        return Arrays.stream(line.split("\t", -1))
                .skip(1)
                .filter(cell -> !cell.isEmpty())
                .count();
    }

    private static String name(String fasta, int place) {
        return fasta.lines()
                .filter(line -> line.startsWith(">"))
                .toList()
                .get(place)
                .substring(1);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> token(ApiUser user) {
        var asked = new JsonObject()
                .put("name", "command line")
                .put("scopes", new JsonArray(List.of("jobs:read", "jobs:write")));
        return Map.of(
                "DRIFTLINE_TOKEN",
                user.post("/tokens", asked).bodyAsJsonObject().getString("token"));
    }
}
