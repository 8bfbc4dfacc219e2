package io.driftline.cli.predict;

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
import java.util.Optional;

/** What made a result, as JSON beside it: the program, the server, the model with its digest, and every file by its SHA-256. */
final class Provenance {
    private static final List<String> OF_RESULT =
            List.of("mode", "model", "encoding", "threshold", "intervalLevel", "citation", "encodingCitation");

    private Provenance() {}

    /**
     * Written once all outputs are there.
     *
     * @param job as it ended
     */
    static void write(Path file, ServerClient client, JsonObject job, PredictJob.Request request)
            throws IOException, InterruptedException {
        var service = client.get("/service");
        var said = new JsonObject()
                .put("driftline", Version.current())
                .put("server", client.server().toString())
                .put("serverVersion", service.getString("version"))
                .put("job", job.getString("id"))
                .put("createdAt", job.getString("createdAt"))
                .put("finishedAt", job.getString("finishedAt"));
        var result = job.getJsonObject("result");
        OF_RESULT.forEach(field -> said.put(field, result.getValue(field)));
        said.put("references", request.references() == null ? null : referencesOf(request.references()))
                .put("sequences", files(request.sequences()))
                .put("outputs", files(request.outputs()))
                .put("summary", job.getValue("summary"));
        Files.writeString(file, said.encodePrettily() + "\n");
    }

    private static Object referencesOf(String given) throws IOException {
        return PredictJob.isPanel(given) ? given : file(Path.of(given));
    }

    private static JsonArray files(List<Path> files) throws IOException {
        var told = new JsonArray();
        for (Path file : files) {
            told.add(file(file));
        }
        return told;
    }

    private static JsonObject file(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        return new JsonObject().put("name", name).put("bytes", bytes.length).put("sha256", sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
