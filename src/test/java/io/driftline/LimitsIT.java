package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.multipart.MultipartForm;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One set of limits for every door, told before anything is sent. */
@ExtendWith(StackExtension.class)
class LimitsIT {
    private static final List<String> OTHERS = List.of("PB2", "PB1", "PA", "NP", "NA", "MP", "NS");
    private static final List<Integer> BASES = List.of(2_280, 2_274, 2_151, 1_497, 1_410, 982, 838);

    @Test
    void areToldByOneOperation(Stack stack) {
        var limits = ApiUser.stranger(stack).get("/limits").bodyAsJsonObject();

        assertThat(limits.getInteger("records")).isEqualTo(2_000);
        assertThat(limits.getInteger("recordsRead")).isEqualTo(16_000);
        assertThat(limits.getInteger("files")).isGreaterThanOrEqualTo(2_000);
    }

    @Test
    void takeAFormForACheckAsForASubmission(Stack stack) {
        var user = ApiUser.signUp(stack);
        var form = MultipartForm.create().attribute("mode", "all");
        IntStream.rangeClosed(1, 130)
                .forEach(i -> form.binaryFileUpload(
                        "sequences",
                        "sample_" + i + ".fasta",
                        Buffer.buffer(strains(user, "A/Example/" + i + "/20%02d", 1)),
                        "text/plain"));

        var check = user.upload("/checks", form);

        assertThat(check.statusCode()).as(check.bodyAsString()).isEqualTo(200);
        assertThat(check.bodyAsJsonObject().getInteger("given")).isEqualTo(130);
        assertThat(check.bodyAsJsonObject().getJsonArray("records")).hasSize(100);
    }

    @Test
    void tellOfAListWhatItsNamesMeanBeforeItRuns(Stack stack) {
        var user = ApiUser.signUp(stack);
        var list = new JsonObject()
                .put("mode", "list")
                .put("sequences", strains(user, "A/Test/%d/2005", 3))
                .put("pairs", "strain_a,strain_b\nA/Test/1/2005,A/Test/2/2005\nA/Test/1/2005,A/Nobody/9/1999\n");

        var check = user.post("/checks", list);
        assertThat(check.statusCode()).as(check.bodyAsString()).isEqualTo(200);
        var pairs = check.bodyAsJsonObject().getJsonObject("pairs");

        assertThat(pairs.getInteger("count")).isEqualTo(2);
        assertThat(pairs.getJsonArray("unknown")).hasSize(1);
        assertThat(pairs.getJsonArray("unknown").getJsonObject(0).getString("name"))
                .isEqualTo("A/Nobody/9/1999");
    }

    @Test
    void countNoRecordWhoseHeaderAndLengthSayThatItIsOfAnotherSegment(Stack stack) {
        var user = ApiUser.signUp(stack);
        int genomes = 260;
        var season = new StringBuilder(strains(user, "A/Genome/%d/2005|HA", genomes));
        IntStream.rangeClosed(1, genomes).forEach(genome -> IntStream.range(0, OTHERS.size())
                .forEach(i -> season.append(">A/Genome/" + genome + "/2005|" + OTHERS.get(i) + "\n")
                        .append("ACGT".repeat(BASES.get(i) / 4 + 1))
                        .append('\n')));
        var form = MultipartForm.create()
                .attribute("modelId", user.submission("").getValue("modelId").toString())
                .attribute("encodingId", user.submission("").getString("encodingId"))
                .attribute("mode", "query")
                .attribute("references", "panel")
                .binaryFileUpload("sequences", "season.fasta", Buffer.buffer(season.toString()), "text/plain");

        var answer = user.upload("/jobs", form);

        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(answer.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("SUCCEEDED");
        var records = job.getJsonObject("result").getJsonArray("records");
        assertThat(records.stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getJsonArray("errors").toString().contains("segment")))
                .hasSize(genomes * OTHERS.size());
    }

    @Test
    void refuseAListOfTwoHundredThousandPairsByItsCount(Stack stack) {
        var user = ApiUser.signUp(stack);
        var pairs = new JsonArray();
        IntStream.range(0, 200_000)
                .forEach(i -> pairs.add(new JsonArray().add("a").add("b")));

        var answer = user.post(
                "/jobs", user.submission(">a\nACGT").put("mode", "list").put("pairs", pairs));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("100000");
    }

    private static String strains(ApiUser user, String name, int count) {
        return Strains.fasta(user.example("h3n2-variant"), name, count);
    }
}
