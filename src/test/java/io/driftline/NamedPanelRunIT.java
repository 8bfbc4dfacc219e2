package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sequences are compared with the strains that a panel's name means. */
@ExtendWith(StackExtension.class)
class NamedPanelRunIT {
    @Test
    void comparesWithTheStrainsOfThatDay(Stack stack) {
        var user = ApiUser.signUp(stack);
        var two = user.example("h3n2-variant");
        var id = keep(user, "/panels", "mine", two);

        var accepted = user.post("/jobs", query(user, "panel:mine"));
        assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(202);
        assertThat(user.delete("/panels/" + id).statusCode()).isEqualTo(204);
        var job = user.awaitEnd(accepted.bodyAsJsonObject().getString("id"));

        assertThat(job.getInteger("references")).isEqualTo(2);
        assertThat(job.getJsonObject("result").getJsonArray("pairs")).hasSize(4);
        isUnknown(user.post("/jobs", query(user, "panel:mine")));
    }

    @Test
    void aUsersOwnGoesBeforeEverybodys(Stack stack) {
        var operator = ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);
        var name = "sera " + user.id();
        var two = user.example("h3n2-variant");
        var shared = keep(operator, "/admin/panels", name, two);
        try {
            assertThat(given(user, "panel:" + name)).isEqualTo(4);
            assertThat(given(ApiUser.signUp(stack), "panel: " + name)).isEqualTo(4);
            keep(user, "/panels", name, two.substring(0, two.indexOf('>', 1)));
            assertThat(given(user, "panel:" + name)).isEqualTo(3);
        } finally {
            assertThat(operator.delete("/admin/panels/" + shared).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void anUploadNamesOneAsWell(Stack stack) {
        var user = ApiUser.signUp(stack);
        keep(user, "/panels", "季节", user.example("h3n2-variant"));

        var form = upload(user, "panel:季节");
        assertThat(user.upload("/jobs", form).statusCode()).isEqualTo(202);
        isUnknown(user.upload("/jobs", upload(user, "panel:another")));
        isUnknown(user.post("/checks", check(user, "panel:another")));
    }

    private static MultipartForm upload(ApiUser user, String references) {
        var query = query(user, references);
        return MultipartForm.create()
                .attribute("modelId", query.getValue("modelId").toString())
                .attribute("encodingId", query.getString("encodingId"))
                .attribute("mode", "query")
                .attribute("sequences", query.getString("sequences"))
                .attribute("references", references);
    }

    private static JsonObject query(ApiUser user, String references) {
        return user.submission(user.example("h3n2-variant"))
                .put("mode", "query")
                .put("references", references);
    }

    private static JsonObject check(ApiUser user, String references) {
        return new JsonObject()
                .put("mode", "query")
                .put("sequences", user.example("h3n2-variant"))
                .put("references", references);
    }

    /** Records that a check counts, references among them. */
    private static int given(ApiUser user, String references) {
        var answer = user.post("/checks", check(user, references));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject().getInteger("given");
    }

    private static String keep(ApiUser user, String path, String name, String fasta) {
        var answer = user.post(path, new JsonObject().put("name", name).put("sequences", fasta));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(201);
        return answer.bodyAsJsonObject().getString("id");
    }

    private static void isUnknown(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:job/unknown-panel");
    }
}
