package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.driftline.input.pairs.CsvReader;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.driftline.testing.client.XlsxReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs of many pairs, from the submission to their files, with a real worker. */
@ExtendWith(StackExtension.class)
class ModesIT {

    @Test
    void comparesQueriesWithTheReferencesOfTheirSubtype(Stack stack) {
        var user = ApiUser.signUp(stack);
        var panel = user.get("/panel").bodyAsJsonObject().getJsonArray("items");

        var job = run(
                user,
                "query",
                new JsonObject().put("sequences", strains(user, 3)).put("references", "panel"));

        var h3n2 = panel.stream()
                .map(JsonObject.class::cast)
                .filter(reference -> "H3N2".equals(reference.getString("subtype")))
                .count();
        assertThat(h3n2).isGreaterThanOrEqualTo(2);
        assertThat(job.getInteger("records")).isEqualTo(3);
        assertThat(job.getInteger("references")).isEqualTo(panel.size());
        assertThat(job.getJsonObject("summary").getLong("pairs")).isEqualTo(3 * h3n2);
        var result = job.getJsonObject("result");
        assertThat(result.getJsonArray("records")).hasSize(3 + panel.size());
        assertThat(result.getJsonArray("pairs")).hasSize(Math.toIntExact(3 * h3n2));
        assertThat(result.getJsonArray("pairs").getJsonObject(0).getString("b")).startsWith("A/");
    }

    @Test
    void givesAPairOfManyAJobOfItsOwnOnce(Stack stack) {
        var user = ApiUser.signUp(stack);
        var job = run(
                user,
                "query",
                new JsonObject().put("sequences", strains(user, 2)).put("references", "panel"));
        var row = job.getJsonObject("result").getJsonArray("pairs").getJsonObject(2);
        var asked =
                new JsonObject().put("recordA", row.getInteger("recordA")).put("recordB", row.getInteger("recordB"));
        var path = "/jobs/" + job.getString("id") + "/pairs";

        var first = user.post(path, asked);
        var again = user.post(path, asked);

        assertThat(first.statusCode()).as(first.bodyAsString()).isEqualTo(202);
        var id = first.bodyAsJsonObject().getString("id");
        assertThat(again.bodyAsJsonObject().getString("id")).isEqualTo(id);
        var pair =
                user.awaitEnd(id).getJsonObject("result").getJsonArray("pairs").getJsonObject(0);
        assertThat(pair.getString("b")).isEqualTo(row.getString("b"));
        assertThat(pair.getDouble("distanceLog2")).isCloseTo(row.getDouble("distanceLog2"), within(0.011));
        assertThat(pair.getJsonArray("substitutions")).hasSize(row.getInteger("differences"));
        assertThat(user.post(path, asked.copy().put("recordB", 99)).statusCode())
                .isEqualTo(422);
        assertThat(ApiUser.signUp(stack).post(path, asked).statusCode()).isEqualTo(404);
    }

    @Test
    void comparesAllWithThePanelAsLandmarks(Stack stack) {
        var user = ApiUser.signUp(stack);

        var job = run(
                user, "all", new JsonObject().put("sequences", strains(user, 2)).put("references", "panel"));

        var result = job.getJsonObject("result");
        var landmarks = result.getJsonArray("records").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getBoolean("reference"))
                .toList();
        assertThat(landmarks).hasSizeGreaterThan(2);
        assertThat(landmarks.get(0).getInteger("record")).isEqualTo(3);
        long alike = landmarks.stream()
                .filter(each -> "H3".equals(each.getString("subtype")))
                .count();
        assertThat(result.getJsonArray("pairs")).hasSize(Math.toIntExact((2 + alike) * (1 + alike) / 2));
        var row = result.getJsonArray("pairs").getJsonObject(1);
        assertThat(row.getInteger("recordB")).isGreaterThan(2);
        var pair = user.post(
                "/jobs/" + job.getString("id") + "/pairs",
                new JsonObject().put("recordA", row.getInteger("recordA")).put("recordB", row.getInteger("recordB")));
        assertThat(pair.statusCode()).as(pair.bodyAsString()).isEqualTo(202);
        var opened = user.awaitEnd(pair.bodyAsJsonObject().getString("id"));
        assertThat(opened.getJsonArray("strains")).containsExactly(row.getString("a"), row.getString("b"));
    }

    @Test
    void sequencesAloneAreEnough(Stack stack) {
        var user = ApiUser.signUp(stack);
        user.submission("");
        var strongest = user.get("/models").bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(model -> model.getBoolean("default"))
                .toList();

        var accepted = user.post("/jobs", new JsonObject().put("sequences", user.example("h3n2-variant")));

        assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(accepted.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).isEqualTo("SUCCEEDED");
        assertThat(strongest)
                .singleElement()
                .extracting(model -> model.getString("repository"))
                .isEqualTo("ensemble");
        assertThat(job.getJsonObject("model").getLong("id"))
                .isEqualTo(strongest.get(0).getLong("id"));
    }

    @Test
    void givesTheSameInputToAnotherModel(Stack stack) {
        var user = ApiUser.signUp(stack);
        var job = run(
                user,
                "query",
                new JsonObject().put("sequences", strains(user, 2)).put("references", "panel"));
        var path = "/jobs/" + job.getString("id") + "/again";
        var other = user.get("/models").bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(model ->
                        !model.getLong("id").equals(job.getJsonObject("model").getLong("id")))
                .findFirst()
                .orElseThrow();
        var choice = new JsonObject()
                .put("modelId", other.getLong("id"))
                .put(
                        "encodingId",
                        other.getJsonArray("encodings").getJsonObject(0).getString("id"));

        var accepted = user.post(path, choice);

        assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(202);
        var again = user.awaitEnd(accepted.bodyAsJsonObject().getString("id"));
        assertThat(again.getJsonObject("model").getLong("id")).isEqualTo(other.getLong("id"));
        assertThat(names(again)).isEqualTo(names(job));
        assertThat(user.post(path, choice.copy().put("modelId", 999_999)).statusCode())
                .isEqualTo(422);
        assertThat(ApiUser.signUp(stack).post(path, choice).statusCode()).isEqualTo(404);
    }

    private static java.util.List<String> names(JsonObject job) {
        return job.getJsonObject("result").getJsonArray("pairs").stream()
                .map(JsonObject.class::cast)
                .map(row -> row.getString("a") + " " + row.getString("b"))
                .toList();
    }

    @Test
    void comparesEachPairOnceAndListsWhatCannotBeUsed(Stack stack) {
        var user = ApiUser.signUp(stack);

        var job = run(user, "all", new JsonObject().put("sequences", strains(user, 4) + ">short\nMKTIIAL\n"));

        assertThat(job.getJsonObject("summary").getLong("pairs")).isEqualTo(6);
        var records = job.getJsonObject("result").getJsonArray("records");
        assertThat(records).hasSize(5);
        assertThat(records.getJsonObject(4).getJsonArray("errors")).isNotEmpty();
        assertThat(records.getJsonObject(3).getJsonArray("errors")).isEmpty();
    }

    @Test
    void answersTheNamedPairsInTheirOrder(Stack stack) {
        var user = ApiUser.signUp(stack);
        var csv = "subtype,strain_a,strain_b\nH3N2,S3,S1\nH3N2,S1,short\nH3N2,S2,S3\n";

        var job = run(
                user,
                "list",
                new JsonObject()
                        .put("sequences", strains(user, 3) + ">short\nMKTIIAL\n")
                        .put("pairs", csv));

        var rows = CsvReader.read(
                user.get("/jobs/" + job.getString("id") + "/result.csv").bodyAsString());
        assertThat(rows).extracting(row -> row.cells().get(1)).containsExactly("strain_a", "S3", "S1", "S2", "short");
        assertThat(rows.get(1).cells().get(3)).matches("[01]\\.\\d+");
        assertThat(rows.get(2).cells().get(3)).isEmpty();
        assertThat(rows.get(2).cells().get(7)).contains("short");
    }

    @Test
    void manyHaveAWorkbookAndTheirAlignment(Stack stack) {
        var user = ApiUser.signUp(stack);
        var sequences = strains(user, 3) + ">short\nMKTIIAL\n" + user.example("h1n1-same");
        var path = "/jobs/"
                + run(user, "all", new JsonObject().put("sequences", sequences)).getString("id");

        var xlsx = user.get(path + "/result.xlsx");
        assertThat(xlsx.getHeader("Content-Disposition")).endsWith(".xlsx\"");
        var workbook = new XlsxReader(xlsx.body().getBytes());
        assertThat(workbook.names()).containsExactly("Pairs", "Sequences", "Distances (log2)", "About");
        assertThat(workbook.sheet("Pairs")).hasSize(1 + 4 + 1);
        assertThat(workbook.sheet("Sequences")).hasSize(1 + 6);
        assertThat(workbook.sheet("Distances (log2)")).hasSize(2 + 5);

        var fasta = user.get(path + "/result.fasta?subtype=H3");
        assertThat(fasta.getHeader("Content-Type")).isEqualTo("text/x-fasta; charset=utf-8");
        var lines = fasta.bodyAsString().lines().toList();
        assertThat(lines).hasSize(6).startsWith(">S1").contains(">S2", ">S3");
        assertThat(List.of(lines.get(1), lines.get(3), lines.get(5)))
                .allSatisfy(letters -> assertThat(letters).hasSize(329).matches("[A-Z-]+"));
        assertThat(user.get(path + "/result.fasta").bodyAsString().lines()).hasSize(10);
        assertThat(user.get(path + "/result.fasta?subtype=H5").statusCode()).isEqualTo(404);
        assertThat(user.get(path).bodyAsString()).doesNotContain("\"aligned\"", lines.get(1));
    }

    @Test
    void aPairHasItsFilesToo(Stack stack) {
        var user = ApiUser.signUp(stack);
        var id = user.submit(user.example("h3n2-variant"));
        var pair =
                user.awaitEnd(id).getJsonObject("result").getJsonArray("pairs").getJsonObject(0);

        var answer = user.get("/jobs/" + id + "/result.csv");

        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(answer.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"driftline-" + id + ".csv\"");
        assertThat(answer.bodyAsString()).startsWith("\uFEFFsubtype,strain_a");
        var cells = CsvReader.read(answer.bodyAsString()).get(1).cells();
        assertThat(cells.get(1)).isEqualTo(pair.getString("a"));
        assertThat(Double.parseDouble(cells.get(4))).isEqualTo(pair.getDouble("distanceLog2"));
        assertThat(user.get("/jobs/" + id + "/result.tsv").bodyAsString()).contains("\t" + pair.getString("b") + "\t");
        assertThat(user.get("/jobs/" + id + "/result.fasta").bodyAsString())
                .isEqualTo(">" + pair.getString("a") + "\n"
                        + pair.getJsonObject("alignment").getString("a") + "\n>" + pair.getString("b") + "\n"
                        + pair.getJsonObject("alignment").getString("b") + "\n");
    }

    @Test
    void streamsTensOfThousandsOfPairs(Stack stack) {
        var user = ApiUser.signUp(stack);
        int strains = 205;
        int pairs = strains * (strains - 1) / 2;

        var job = run(user, "all", new JsonObject().put("sequences", strains(user, strains)));

        var path = "/jobs/" + job.getString("id");
        assertThat(job.getLong("pairs")).isEqualTo(pairs);
        assertThat(job.getJsonObject("summary").getInteger("pairs")).isEqualTo(pairs);
        assertThat(job.getJsonObject("result").getJsonArray("pairs")).hasSize(100);
        var json = user.get(path + "/result.json").bodyAsJsonObject().getJsonArray("pairs");
        assertThat(json).hasSize(pairs);
        assertThat(json.stream()
                        .map(row -> ((JsonObject) row).getString("a") + "/" + ((JsonObject) row).getString("b")))
                .doesNotHaveDuplicates();
        var csv = CsvReader.read(user.get(path + "/result.csv").bodyAsString());
        assertThat(csv).hasSize(pairs + 1);
        var last = json.getJsonObject(pairs - 1);
        assertThat(csv.get(pairs).cells().get(1)).isEqualTo(last.getString("a"));
        var rows = user.get(path + "/rows?offset=" + (pairs - 7) + "&limit=1000")
                .bodyAsJsonObject()
                .getJsonArray("rows");
        assertThat(rows).hasSize(7);
        assertThat(rows.getJsonArray(6).getInteger(1)).isEqualTo(last.getInteger("recordB"));
        assertThat(user.get(path + "/rows?limit=100000").bodyAsJsonObject().getJsonArray("rows"))
                .hasSize(pairs);
    }

    @Test
    void submitsTheSameOnceUnderOneKey(Stack stack) {
        var user = ApiUser.signUp(stack);
        var body = user.submission("").put("mode", "list").put("sequences", strains(user, 3));

        var first = post(user, body.copy().put("pairs", new JsonArray("[[\"S1\", \"S2\"]]")), 202);
        var again = post(user, body.copy().put("pairs", "S1,S2"), 202);
        post(user, body.copy().put("pairs", "S2,S1"), 409);

        assertThat(again.getString("id")).isEqualTo(first.getString("id"));
    }

    private static JsonObject post(ApiUser user, JsonObject body, int status) {
        var answer = user.send(
                io.vertx.core.http.HttpMethod.POST,
                "/jobs",
                body.toBuffer(),
                java.util.Map.of("Idempotency-Key", "the-same"));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
        return answer.bodyAsJsonObject();
    }

    private static JsonObject run(ApiUser user, String mode, JsonObject fields) {
        var answer = user.post("/jobs", user.submission("").put("mode", mode).mergeIn(fields));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(answer.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("SUCCEEDED");
        return job;
    }

    /** That many H3N2 strains, S1 and on, each with some substitutions of its own. */
    private static String strains(ApiUser user, int count) {
        return Strains.fasta(user.example("h3n2-variant"), "S%d", count);
    }
}
