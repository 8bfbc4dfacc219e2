package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Results as files. */
public final class Download {
    /** As many as a job can have. */
    private static final int ALL_ROWS = 100_000;

    private Download() {}

    /**
     * By what the file's name ends with; a file is whole or not there.
     *
     * @param job as it ended
     */
    public static void toFile(ServerClient client, JsonObject job, Path file) throws IOException, InterruptedException {
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "driftline", ".draft");
        try {
            try (var to = Files.newOutputStream(draft)) {
                to(client, job, ResultFormat.of(file), to);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    static void to(ServerClient client, JsonObject job, ResultFormat format, OutputStream to)
            throws IOException, InterruptedException {
        var path = "/jobs/" + job.getString("id");
        if (format != ResultFormat.MATRIX) {
            client.download(path + "/result." + format.label(), to);
            return;
        }
        var mode = job.getString("mode");
        if ("pair".equals(mode)) {
            throw CliException.unusable("A single pair makes no matrix; its distance is in csv, tsv and json.");
        }
        var rows = client.get(path + "/rows?limit=" + ALL_ROWS);
        to.write(DistanceMatrix.of(mode, rows).getBytes(StandardCharsets.UTF_8));
    }
}
