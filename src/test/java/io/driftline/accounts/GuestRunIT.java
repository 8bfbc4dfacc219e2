package io.driftline.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody runs who has no account, and what becomes of it. */
@ExtendWith(StackExtension.class)
class GuestRunIT {
    @Test
    void aPairRunsLiveAndGoesAlongToTheAccount(Stack stack) {
        var guest = ApiUser.guest(stack);
        var id = guest.id();
        var stream = guest.stream(0);
        var asked = new JsonObject().put("sequences", guest.example("h3n2-variant"));
        // A worker that has just started is not known at once.
        var check = await().until(() -> guest.post("/checks", asked), answer -> answer.statusCode() == 200);
        assertThat(check.bodyAsJsonObject().getBoolean("ok")).isTrue();

        var job = guest.submit(guest.example("h3n2-variant"));

        assertThat(stream.awaitEnd(job)).hasSize(5);
        assertThat(guest.job(job).getString("expiresAt")).isNull();
        guest.becomes(UUID.randomUUID() + "@example.org");
        assertThat(guest.id()).isEqualTo(id);
        assertThat(guest.job(job).getJsonObject("result").getJsonArray("pairs")).hasSize(1);
        assertThat(guest.job(job).getString("expiresAt")).isNotNull();
        var later = guest.submit(guest.example("h3n2-same"));
        var after = guest.stream(5);
        after.awaitEnd(later);
        assertThat(after.offsets()).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void nobodyElseReadsIt(Stack stack) {
        var guest = ApiUser.guest(stack);
        var job = guest.submit(guest.example("h3n2-same"));

        assertThat(ApiUser.guest(stack).get("/jobs/" + job).statusCode()).isEqualTo(404);
        assertThat(ApiUser.signUp(stack).get("/jobs/" + job).statusCode()).isEqualTo(404);
        assertThat(ApiUser.stranger(stack).get("/jobs/" + job).statusCode()).isEqualTo(401);
        assertThat(guest.awaitEnd(job).getString("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aSmallBatchRunsAndALargeOneTakesAnAccount(Stack stack) {
        var guest = ApiUser.guest(stack);
        var example = guest.example("h3n2-variant");
        var all = guest.submission(Strains.fasta(example, 30)).put("mode", "all");
        var job = guest.post("/jobs", all);
        assertThat(job.statusCode()).as(job.bodyAsString()).isEqualTo(202);
        var id = job.bodyAsJsonObject().getString("id");

        var many =
                guest.post("/jobs", guest.submission(Strains.fasta(example, 31)).put("mode", "all"));
        assertThat(many.statusCode()).isEqualTo(422);
        assertThat(many.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:quota/guest-size");
        var pairs = new JsonArray();
        IntStream.range(0, 501)
                .forEach(i -> pairs.add(new JsonArray().add("A/Test/1/2005").add("A/Test/2/2005")));
        var list =
                guest.submission(Strains.fasta(example, 2)).put("mode", "list").put("pairs", pairs);
        assertThat(guest.post("/jobs", list).bodyAsJsonObject().getString("type"))
                .isEqualTo("urn:problem:quota/guest-size");

        assertThat(guest.awaitEnd(id).getString("state")).isEqualTo("SUCCEEDED");
        assertThat(guest.get("/jobs/" + id + "/rows").statusCode()).isEqualTo(200);
        assertThat(guest.post("/jobs/" + id + "/share", null).bodyAsJsonObject().getString("type"))
                .isEqualTo("urn:problem:account/needed");
    }

    @Test
    void theStreamOfAGuestWhoLeavesCloses(Stack stack) {
        var guest = ApiUser.guest(stack);
        var stream = guest.stream(0);

        assertThat(guest.delete("/session").statusCode()).isEqualTo(204);

        assertThat(stream.awaitClose()).isEqualTo((short) 4401);
        await().untilAsserted(() -> assertThat(guest.get("/jobs").statusCode()).isEqualTo(401));
    }
}
