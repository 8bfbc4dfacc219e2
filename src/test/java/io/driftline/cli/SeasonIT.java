package io.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Seasons;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A season's file as it comes goes through a form and the command line, unedited, with the same figures. */
@ExtendWith(StackExtension.class)
class SeasonIT {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void isComparedAsItCame(Seasons season, Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        var choice = user.submission("");
        var model = user.get("/models/" + choice.getLong("modelId")).bodyAsJsonObject();
        var form = byForm(user, choice, season);
        Files.write(folder.resolve(season.file()), season.content());
        var scopes = new JsonObject()
                .put("name", "script")
                .put("scopes", new JsonArray().add("jobs:read").add("jobs:write"));
        var token = user.post("/tokens", scopes).bodyAsJsonObject().getString("token");

        var run = JarRun.of(
                folder,
                Map.of("DRIFTLINE_TOKEN", token),
                "predict",
                "--server",
                user.origin(),
                "--mode",
                "all",
                "--model",
                model.getString("repository"),
                "--encoding",
                choice.getString("encodingId"),
                "--json",
                "--sequences",
                season.file());

        assertThat(run.status()).as(run.errors().toString()).isZero();
        var command = new JsonObject(String.join("\n", run.out())).getJsonObject("result");
        assertThat(figures(form)).hasSize(season.pairs()).isEqualTo(figures(command));
        assertThat(unusable(form)).isEqualTo(unusable(command)).isEqualTo(season.unusable());
    }

    private static JsonObject byForm(ApiUser user, JsonObject choice, Seasons season) throws IOException {
        var answer = user.upload(
                "/jobs",
                MultipartForm.create()
                        .attribute("modelId", choice.getValue("modelId").toString())
                        .attribute("encodingId", choice.getString("encodingId"))
                        .attribute("mode", "all")
                        .binaryFileUpload(
                                "sequences",
                                season.file(),
                                Buffer.buffer(season.content()),
                                "application/octet-stream"));
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(answer.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("SUCCEEDED");
        return job.getJsonObject("result");
    }

    private static List<String> figures(JsonObject result) {
        return result.getJsonArray("pairs").stream()
                .map(JsonObject.class::cast)
                .map(row -> row.getString("a") + " " + row.getString("b") + " " + row.getValue("distanceLog2"))
                .toList();
    }

    private static List<String> unusable(JsonObject result) {
        return result.getJsonArray("records").stream()
                .map(JsonObject.class::cast)
                .filter(record -> !record.getJsonArray("errors").isEmpty())
                .map(record -> record.getString("name"))
                .toList();
    }
}
