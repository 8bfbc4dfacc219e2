package io.driftline.cli.predict;

import io.driftline.cli.models.ModelFolder;
import io.driftline.cli.models.OfferedModel;
import io.driftline.cli.server.ServerClient;
import io.driftline.config.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What made a result, as JSON beside it: the program, the server, the model with its digest, and every file by its SHA-256. */
final class Provenance {
    private static final List<String> OF_RESULT =
            List.of("mode", "model", "encoding", "threshold", "intervalLevel", "citation", "encodingCitation");

    private final JsonObject said = new JsonObject().put("driftline", Version.current());

    /**
     * Of a job at a server, once all outputs are there.
     *
     * @param job as it ended
     */
    static void write(Path file, ServerClient client, JsonObject job, PredictJob.Request request)
            throws IOException, InterruptedException {
        var made = new Provenance().by(client);
        made.said.mergeIn(times(job));
        made.result(job.getJsonObject("result"));
        made.said.put("references", request.references() == null ? null : referencesOf(request.references()));
        made.files(request.sequences(), request.outputs());
        made.said.put("summary", job.getValue("summary"));
        made.writeTo(file);
    }

    /**
     * Of pairs at a server.
     *
     * @param jobs as they ended; those without a result are named alone
     */
    static void write(Path file, ServerClient client, List<JsonObject> jobs, PairsRequest request)
            throws IOException, InterruptedException {
        var made = new Provenance().by(client);
        made.said.put("jobs", new JsonArray(jobs.stream().map(Provenance::told).toList()));
        jobs.stream()
                .map(job -> job.getJsonObject("result"))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(made::result);
        made.pairs(request);
        made.writeTo(file);
    }

    /** Of pairs without a server, by a model of a repository on disk. */
    static void write(Path file, Path models, OfferedModel.Choice choice, PairsRequest request) throws IOException {
        var name = choice.model().name();
        var version = choice.model().version();
        var manifest = ModelFolder.manifest(models, name, version);
        var made = new Provenance();
        made.said
                .put("mode", "list")
                .put(
                        "model",
                        new JsonObject()
                                .put("name", name)
                                .put("version", version)
                                .put("title", manifest.getValue("title"))
                                .put("digest", "sha256:" + sha256(ModelFolder.manifestFile(models, name, version))))
                .put("encoding", choice.encoding())
                .put("threshold", manifest.getValue("threshold"))
                .put("intervalLevel", manifest.getJsonObject("interval").getValue("level"))
                .put("citation", manifest.getValue("citation"));
        made.pairs(request);
        made.writeTo(file);
    }

    private Provenance by(ServerClient client) throws IOException, InterruptedException {
        said.put("server", client.server().toString())
                .put("serverVersion", client.get("/service").getString("version"));
        return this;
    }

    private void result(JsonObject result) {
        OF_RESULT.forEach(field -> said.put(field, result.getValue(field)));
    }

    private void pairs(PairsRequest request) throws IOException {
        said.put("pairs", file(request.pairs()));
        files(request.sequences(), List.of(request.output()));
    }

    private void files(List<Path> sequences, List<Path> outputs) throws IOException {
        said.put("sequences", told(sequences)).put("outputs", told(outputs));
    }

    private void writeTo(Path file) throws IOException {
        Files.writeString(file, said.encodePrettily() + "\n");
    }

    /** A job among several: which model it had, for another may be activated between two of them. */
    private static JsonObject told(JsonObject job) {
        var told = times(job).put("state", job.getString("state"));
        var result = job.getJsonObject("result");
        return result == null ? told : told.put("model", result.getValue("model"));
    }

    private static JsonObject times(JsonObject job) {
        return new JsonObject()
                .put("job", job.getString("id"))
                .put("createdAt", job.getString("createdAt"))
                .put("finishedAt", job.getString("finishedAt"));
    }

    private static Object referencesOf(String given) throws IOException {
        return PredictJob.isPanel(given) ? given : file(Path.of(given));
    }

    private static JsonArray told(List<Path> files) throws IOException {
        var told = new JsonArray();
        for (Path file : files) {
            told.add(file(file));
        }
        return told;
    }

    private static JsonObject file(Path file) throws IOException {
        var name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        return new JsonObject().put("name", name).put("bytes", Files.size(file)).put("sha256", sha256(file));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
