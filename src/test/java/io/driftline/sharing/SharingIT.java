package io.driftline.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One result is everybody's who holds its link, and nothing else of its owner is anybody's. */
@ExtendWith(StackExtension.class)
class SharingIT {
    private static final String UNKNOWN = "urn:problem:job/share-not-found";

    @Test
    void whoeverHoldsTheLinkReadsTheResultAndNothingElse(Stack stack) {
        var owner = ApiUser.signUp(stack);
        var sequences = owner.example("h3n2-variant");
        var job = owner.submit(sequences);
        owner.awaitEnd(job);
        var note = new JsonObject().put("note", "for my eyes");
        owner.send(HttpMethod.PUT, "/jobs/" + job + "/note", note.toBuffer(), Map.of());
        var made = owner.post("/jobs/" + job + "/share", null);
        assertThat(made.statusCode()).as(made.bodyAsString()).isEqualTo(201);
        var secret = made.bodyAsJsonObject().getString("secret");
        assertThat(secret).matches("[a-z2-7]{52}");

        var stranger = ApiUser.stranger(stack);
        var shared = open(stranger, secret);

        assertThat(shared.statusCode()).as(shared.bodyAsString()).isEqualTo(200);
        var own = owner.job(job);
        assertThat(own.getString("note")).isEqualTo("for my eyes");
        assertThat(shared.bodyAsString()).doesNotContain("for my eyes");
        var result = own.getJsonObject("result").copy();
        result.remove("job");
        var alignment = result.getJsonArray("pairs").getJsonObject(0).getJsonObject("alignment");
        assertThat(alignment.getString("a")).hasSize(329);
        List.of("a", "b", "insertions").forEach(alignment::remove);
        assertThat(shared.bodyAsJsonObject().getJsonObject("result")).isEqualTo(result);
        assertThat(shared.bodyAsJsonObject().fieldNames())
                .containsExactlyInAnyOrder(
                        "mode",
                        "strains",
                        "records",
                        "references",
                        "pairs",
                        "finishedAt",
                        "expiresAt",
                        "model",
                        "encoding",
                        "summary",
                        "result");
        var account = owner.get("/session").bodyAsJsonObject().getJsonObject("user");
        assertThat(shared.bodyAsString()).doesNotContain(job, account.getString("id"), account.getString("email"));
        assertThat(stretches(sequences)).isNotEmpty().allSatisfy(stretch -> assertThat(shared.bodyAsString())
                .doesNotContain(stretch));
        assertThat(shared.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(shared.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        for (var path : new String[] {"/jobs/" + job, "/jobs", "/jobs/" + job + "/share", "/jobs/" + secret}) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(made.bodyAsString()).doesNotContain(job);
        assertThat(owner.get("/jobs/" + job + "/share").bodyAsString()).doesNotContain(secret);
    }

    @Test
    void manyPairsAreSharedWithAllTheirRowsAndNoSequence(Stack stack) {
        var owner = ApiUser.signUp(stack);
        var sequences = Strains.fasta(owner.example("h3n2-variant"), 16);
        var job = owner.post("/jobs", owner.submission(sequences).put("mode", "all"))
                .bodyAsJsonObject()
                .getString("id");
        owner.awaitEnd(job);
        var secret = share(owner, job);
        var stranger = ApiUser.stranger(stack);

        var shared = open(stranger, secret);

        assertThat(shared.statusCode()).as(shared.bodyAsString()).isEqualTo(200);
        assertThat(shared.bodyAsJsonObject().getString("mode")).isEqualTo("all");
        assertThat(shared.bodyAsJsonObject().getInteger("records")).isEqualTo(16);
        assertThat(shared.bodyAsJsonObject().getJsonObject("result").getJsonArray("pairs"))
                .hasSize(100);
        var rows = sharedRows(stranger, "/shared/rows?limit=100000", secret);
        assertThat(rows.bodyAsJsonObject())
                .isEqualTo(owner.get("/jobs/" + job + "/rows?limit=100000").bodyAsJsonObject());
        assertThat(rows.bodyAsJsonObject().getJsonArray("rows")).hasSize(120);
        assertThat(sharedRows(stranger, "/shared/rows?offset=117&limit=9", secret)
                        .bodyAsJsonObject()
                        .getJsonArray("rows"))
                .hasSize(3);
        for (var said : new String[] {shared.bodyAsString(), rows.bodyAsString()}) {
            assertThat(said).doesNotContain(job);
            assertThat(stretches(sequences)).isNotEmpty().allSatisfy(stretch -> assertThat(said)
                    .doesNotContain(stretch));
        }
        assertThat(rows.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(owner.delete("/jobs/" + job + "/share").statusCode()).isEqualTo(204);
        assertThat(type(sharedRows(stranger, "/shared/rows", secret))).isEqualTo(UNKNOWN);
    }

    private static HttpResponse<Buffer> sharedRows(ApiUser guest, String path, String secret) {
        return guest.send(HttpMethod.GET, path, null, Map.of("Driftline-Share", secret));
    }

    @Test
    void aLinkEndsWhenItIsRevokedReplacedOrItsJobGoes(Stack stack) {
        var owner = ApiUser.signUp(stack);
        var stranger = ApiUser.stranger(stack);
        var job = owner.submit(owner.example("h3n2-same"));
        owner.awaitEnd(job);
        assertThat(sharedSince(owner, job)).isNull();
        var first = share(owner, job);
        var second = share(owner, job);
        assertThat(sharedSince(owner, job)).isNotNull();
        assertThat(type(open(stranger, first))).isEqualTo(UNKNOWN);
        assertThat(open(stranger, second).statusCode()).isEqualTo(200);

        assertThat(owner.delete("/jobs/" + job + "/share").statusCode()).isEqualTo(204);
        assertThat(type(open(stranger, second))).isEqualTo(UNKNOWN);
        assertThat(type(owner.delete("/jobs/" + job + "/share"))).isEqualTo(UNKNOWN);

        var third = share(owner, job);
        assertThat(owner.delete("/jobs/" + job).statusCode()).isEqualTo(204);
        assertThat(type(open(stranger, third))).isEqualTo(UNKNOWN);
        assertThat(type(open(stranger, "nonsense"))).isEqualTo(UNKNOWN);
    }

    @Test
    void nobodySharesWhatIsNotTheirs(Stack stack) {
        var owner = ApiUser.signUp(stack);
        var other = ApiUser.signUp(stack);
        var job = owner.submit(owner.example("h1n1-same"));
        owner.awaitEnd(job);
        var secret = share(owner, job);

        assertThat(type(other.post("/jobs/" + job + "/share", null))).isEqualTo("urn:problem:job/not-found");
        assertThat(type(other.get("/jobs/" + job + "/share"))).isEqualTo("urn:problem:job/not-found");
        assertThat(type(other.delete("/jobs/" + job + "/share"))).isEqualTo(UNKNOWN);
        assertThat(open(other, secret).statusCode()).isEqualTo(200);
    }

    @Test
    void whatHasNoResultIsNotShared(Stack stack) {
        var owner = ApiUser.signUp(stack);
        var noHa = "A".repeat(600);
        var bad = owner.submit(">first\n" + noHa + "\n>second\n" + noHa);
        assertThat(owner.awaitEnd(bad).getString("state")).isEqualTo("FAILED");
        assertThat(type(owner.post("/jobs/" + bad + "/share", null))).isEqualTo("urn:problem:job/no-result");
    }

    private static HttpResponse<Buffer> open(ApiUser guest, String secret) {
        return guest.send(HttpMethod.GET, "/shared", null, Map.of("Driftline-Share", secret));
    }

    private static @Nullable String sharedSince(ApiUser owner, String job) {
        return owner.get("/jobs/" + job + "/share").bodyAsJsonObject().getString("createdAt");
    }

    private static String share(ApiUser owner, String job) {
        return owner.post("/jobs/" + job + "/share", null).bodyAsJsonObject().getString("secret");
    }

    @Test
    void aLinkGoesWithTheAccount(Stack stack) {
        // Or this account would be the only operator's, which stays.
        ApiUser.operator(stack);
        var owner = ApiUser.signUp(stack);
        var job = owner.submit(owner.example("h1n1-same"));
        owner.awaitEnd(job);
        var secret = share(owner, job);

        var left = owner.post("/account/deletion", new JsonObject().put("currentPassword", ApiUser.PASSWORD));
        assertThat(left.statusCode()).as(left.bodyAsString()).isEqualTo(204);
        assertThat(type(open(ApiUser.stranger(stack), secret))).isEqualTo(UNKNOWN);
    }

    private static String type(HttpResponse<Buffer> refused) {
        return new JsonObject(refused.body()).getString("type");
    }

    /** Pieces of the sequences that no name or figure holds by chance. */
    private static Stream<String> stretches(String fasta) {
        return fasta.lines()
                .filter(line -> !line.startsWith(">"))
                .flatMap(
                        line -> Pattern.compile(".{12}").matcher(line).results().map(match -> match.group()));
    }
}
