package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.Progress;
import io.driftline.cli.models.OfferedModel;
import io.driftline.cli.predict.AnswersFile.Answer;
import io.driftline.cli.server.JobWatch;
import io.driftline.cli.server.ServerClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;

/** Predicts at a server: as few jobs as its limits allow, one after the other, waited for. */
final class PredictAtServer {
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final String FAILED = "FAILED";

    private final ServerClient client;
    private final Progress progress = new Progress();

    PredictAtServer(ServerClient client) {
        this.client = client;
    }

    /** Writes the output once every job has ended. */
    void run(PairsRequest request) throws IOException, InterruptedException {
        var pairs = PairsFile.read(request.pairs());
        var sequences = FastaFiles.read(request.sequences());
        var choice = OfferedModel.choose(models(client), request.model(), request.encoding(), "the server");
        var named = NamedSequences.of(pairs, sequences, client, progress);
        var answers = new ArrayList<>(Collections.nCopies(pairs.size(), Answer.none("")));
        var rows = new ArrayList<PairsJob.Row>();
        for (int place = 0; place < pairs.size(); place++) {
            var pair = pairs.get(place);
            var missing = named.missing(pair);
            if (missing.isEmpty()) {
                rows.add(new PairsJob.Row(
                        place,
                        pair.subtype(),
                        named.of(pair, pair.a()).sequence(),
                        named.of(pair, pair.b()).sequence()));
            } else {
                answers.set(place, Answer.none(String.join("; ", missing)));
            }
        }
        var jobs = PairsJob.of(rows);
        var ended = new ArrayList<JsonObject>();
        for (int i = 0; i < jobs.size(); i++) {
            var label = jobs.size() == 1 ? "" : "job " + (i + 1) + " of " + jobs.size() + ", ";
            ended.add(predict(jobs.get(i), choice, label, answers));
        }
        progress.end();
        rows.forEach(row -> answers.set(row.place(), named.remarked(answers.get(row.place()), pairs.get(row.place()))));
        AnswersFile.write(request.output(), pairs, answers);
        if (request.provenance() != null) {
            Provenance.write(request.provenance(), client, ended, request);
        }
        long empty = answers.stream().filter(Answer::isEmpty).count();
        if (empty > 0) {
            System.err.println(empty + " of " + pairs.size() + " pairs have no figures; the column warnings says why");
        }
    }

    /** Those that can be chosen now. */
    static List<OfferedModel> models(ServerClient client) throws IOException, InterruptedException {
        return client.get("/models").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(model -> model.getBoolean("online"))
                .map(PredictAtServer::model)
                .toList();
    }

    private static OfferedModel model(JsonObject model) {
        return new OfferedModel(
                model.getLong("id"),
                model.getString("repository"),
                model.getString("version"),
                model.getJsonArray("subtypes").stream().map(String::valueOf).toList(),
                model.getJsonArray("encodings").stream()
                        .map(encoding -> ((JsonObject) encoding).getString("id"))
                        .toList(),
                model.getJsonArray("quality", new JsonArray()));
    }

    /** The job as it ended. */
    private JsonObject predict(PairsJob job, OfferedModel.Choice choice, String label, List<Answer> answers)
            throws IOException, InterruptedException {
        var submission = job.submission(choice.model().id(), choice.encoding());
        var id = PredictJob.submit(key -> client.post("/jobs", submission, PredictJob.KEY, key), progress, label)
                .getString("id");
        var ended = new JobWatch(client, progress, label, false).await(id);
        var state = ended.getString("state");
        if (state.equals(SUCCEEDED)) {
            var table = AnswersFile.read(client.text("/jobs/" + id + "/result.csv"));
            if (table.size() != job.rows().size()) {
                throw CliException.failed("The server answered " + table.size() + " of "
                        + job.rows().size() + " pairs of job " + id + ".");
            }
            for (int i = 0; i < table.size(); i++) {
                answers.set(job.rows().get(i).place(), table.get(i));
            }
            return ended;
        }
        var problem = ended.getJsonObject("problem", new JsonObject());
        var reason = state.equals(FAILED) ? problem.getString("title") + ": " + problem.getString("detail") : state;
        if (problem.getString("type", "").endsWith("/subtype")) {
            job.rows().forEach(row -> answers.set(row.place(), Answer.none(problem.getString("detail"))));
        } else if (state.equals(FAILED) && "checking".equals(ended.getString("stage"))) {
            refuse(job, problem.getJsonArray("errors", new JsonArray()), reason, answers);
        } else {
            throw CliException.failed("Job " + id + " did not succeed: " + reason);
        }
        return ended;
    }

    /** No pair of it can be compared; each is told what is wrong with the first of its records that has something. */
    private static void refuse(PairsJob job, JsonArray errors, String reason, List<Answer> answers) {
        var faults = new HashMap<String, String>();
        for (var each : errors) {
            var error = (JsonObject) each;
            var header = job.headers().get(error.getInteger("record") - 1);
            faults.putIfAbsent(header, error.getString("name") + ": " + error.getString("detail"));
        }
        for (var row : job.rows()) {
            var ofB = faults.getOrDefault(row.b().header(), reason);
            answers.set(row.place(), Answer.none(faults.getOrDefault(row.a().header(), ofB)));
        }
    }
}
