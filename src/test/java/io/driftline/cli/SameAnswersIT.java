package io.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A list of pairs gets one file, byte for byte, from the jar alone and from a server, warnings and unknown names included. */
@ExtendWith(StackExtension.class)
class SameAnswersIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void writesTheSameFileAloneAndAtAServer(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var model =
                user.get("/models/" + user.submission("").getLong("modelId")).bodyAsJsonObject();
        var letters =
                user.example("h3n2-variant").split("\n>", 2)[0].lines().skip(1).toList();
        var whole = String.join("", letters);
        var fasta = ">A/广东/9/2005\n" + whole + "\n>A/Test/1/2025|EPI_ISL_1|H3N2\n" + whole.substring(0, 900) + "\n";
        Files.write(folder.resolve("gbk.fasta"), fasta.getBytes(Charset.forName("GB18030")));
        Files.writeString(
                folder.resolve("pairs.csv"),
                """
                sep=;
                Subtype;Strain A;Strain B
                h3n2;A/广东/9/2005;A/Test/1/2025
                A(H3N2);EPI_ISL_1;A/广东/9/2005
                H3;A/广东/9/2005;A/广东/9/2005
                H3N2;nobody;A/广东/9/2005
                """);

        var alone = run(Map.of(), "alone.csv", model, "--model-version", model.getString("version"));
        var atServer = run(Map.of("DRIFTLINE_TOKEN", token(user)), "server.csv", model, "--server", user.origin());

        assertThat(alone.status()).as(alone.errors().toString()).isZero();
        assertThat(atServer.status()).as(atServer.errors().toString()).isZero();
        assertThat(folder.resolve("alone.csv")).hasSameTextualContentAs(folder.resolve("server.csv"));
        assertThat(Files.readAllLines(folder.resolve("alone.csv")))
                .hasSize(5)
                .allMatch(row -> row.startsWith("H3N2,") || row.startsWith("subtype,"));
        saysWhatMadeIt(user, "alone.csv", "server.csv");
    }

    private void saysWhatMadeIt(ApiUser user, String alone, String atServer) throws Exception {
        var here = new JsonObject(Files.readString(folder.resolve(alone + ".json")));
        var there = new JsonObject(Files.readString(folder.resolve(atServer + ".json")));
        var model = there.getJsonObject("model");

        assertThat(model.getString("digest")).startsWith("sha256:");
        assertThat(model.getMap())
                .containsAllEntriesOf(here.getJsonObject("model").getMap());
        for (var same : List.of("encoding", "threshold", "citation", "intervalLevel", "pairs", "sequences")) {
            assertThat(here.getValue(same)).as(same).isNotNull().isEqualTo(there.getValue(same));
        }
        var output = Files.readAllBytes(folder.resolve(atServer));
        assertThat(there.getJsonArray("outputs").getJsonObject(0).getMap())
                .containsEntry("name", atServer)
                .containsEntry("bytes", output.length);
        assertThat(there.getString("server")).isEqualTo(user.origin());
        var job = there.getJsonArray("jobs").getJsonObject(0);
        assertThat(user.get("/jobs/" + job.getString("job")).bodyAsJsonObject().getString("finishedAt"))
                .isEqualTo(job.getString("finishedAt"));
    }

    /** What a server alone would refuse: too short, of another subtype than stated, a name that several have, nothing to use. */
    @Test
    void goesByTheStatedSubtypeAtBoth(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var model =
                user.get("/models/" + user.submission("").getLong("modelId")).bodyAsJsonObject();
        var h3 = String.join(
                "",
                user.example("h3n2-variant").split("\n>", 2)[0].lines().skip(1).toList());
        var h1 = String.join(
                "", user.example("h1n1-same").split("\n>", 2)[0].lines().skip(1).toList());
        var records = List.of(
                ">whole\n" + h3,
                ">short\n" + h3.substring(300, 420),
                ">pandemic|H1N1\n" + h1,
                ">A/Twice/1/2010|HA\n" + h3,
                ">A/Twice/1/2010|NA\n" + h1,
                ">H1N1|A/Same/2/2011\n" + h1,
                ">H3N2|A/Same/2/2011\n" + h3,
                ">letters\n" + h3.substring(0, 600) + "7" + h3.substring(600),
                ">nothing\n" + "X".repeat(300));
        Files.writeString(folder.resolve("gbk.fasta"), String.join("\n", records) + "\n");
        Files.writeString(
                folder.resolve("pairs.csv"),
                """
                subtype,strain_a,strain_b
                H3N2,whole,short
                H3N2,pandemic|H1N1,whole
                H1N1,pandemic|H1N1,whole
                H3N2,A/Twice/1/2010,whole
                H3N2,A/Same/2/2011,whole
                H1N1,A/Same/2/2011,pandemic|H1N1
                H3N2,letters,whole
                H3N2,nothing,whole
                H3N2,nothing,nothing
                H7N9,whole,short
                ,whole,H3N2|A/Same/2/2011
                """);

        var alone = run(Map.of(), "alone.csv", model, "--model-version", model.getString("version"));
        var atServer = run(Map.of("DRIFTLINE_TOKEN", token(user)), "server.csv", model, "--server", user.origin());

        assertThat(alone.status()).as(alone.errors().toString()).isZero();
        assertThat(atServer.status()).as(atServer.errors().toString()).isZero();
        assertThat(folder.resolve("server.csv")).hasSameTextualContentAs(folder.resolve("alone.csv"));
        assertThat(Files.readAllLines(folder.resolve("alone.csv")).stream().filter(row -> row.contains(",,,,")))
                .hasSize(3);
    }

    private JarRun run(Map<String, String> environment, String output, JsonObject model, String... more)
            throws Exception {
        var arguments = new ArrayList<>(List.of(
                "predict",
                "--pairs",
                "pairs.csv",
                "--sequences",
                "gbk.fasta",
                "--output",
                output,
                "--provenance",
                output + ".json",
                "--model",
                model.getString("repository")));
        arguments.addAll(List.of(more));
        return JarRun.of(folder, environment, arguments.toArray(String[]::new));
    }

    private static String token(ApiUser user) {
        var scopes = new JsonObject()
                .put("name", "script")
                .put("scopes", new JsonArray().add("jobs:read").add("jobs:write"));
        return user.post("/tokens", scopes).bodyAsJsonObject().getString("token");
    }
}
