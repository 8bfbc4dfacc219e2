package io.driftline.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the active version of a model no longer offers, on the models that ship. */
@ExtendWith(StackExtension.class)
class EarlierVersionIT {
    private static final String GONE = "blosum62";

    @Test
    void anEncodingThatOnlyAnEarlierVersionOffersIsAnsweredByThatOne(Stack stack) {
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("h3n2-variant"));
        var model = user.get("/models/" + submission.getLong("modelId")).bodyAsJsonObject();
        assertThat(model.getJsonArray("encodings").stream()
                        .map(JsonObject.class::cast)
                        .map(encoding -> encoding.getString("id")))
                .doesNotContain(GONE);

        var accepted = user.post("/jobs", submission.copy().put("encodingId", GONE));

        assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(202);
        var job = user.awaitEnd(accepted.bodyAsJsonObject().getString("id"));
        assertThat(job.getString("state")).isEqualTo("SUCCEEDED");
        assertThat(job.getJsonObject("encoding").getString("id")).isEqualTo(GONE);
        assertThat(Integer.parseInt(job.getJsonObject("model").getString("version")))
                .isLessThan(Integer.parseInt(model.getString("version")));
        var unknown = user.post("/jobs", submission.copy().put("encodingId", "unheard-of"));
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:job/unknown-encoding");
    }
}
