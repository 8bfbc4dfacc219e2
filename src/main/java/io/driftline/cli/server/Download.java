package io.driftline.cli.server;

import io.driftline.cli.CliException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** Results as files. */
public final class Download {
    static final List<String> FORMATS = List.of("csv", "tsv", "json");

    private Download() {}

    /** By what the file's name ends with; a file is whole or not there. */
    public static void toFile(ServerClient client, String job, Path file) throws IOException, InterruptedException {
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "driftline", ".draft");
        try {
            try (var to = Files.newOutputStream(draft)) {
                to(client, job, format(file), to);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    static void to(ServerClient client, String job, String format, OutputStream to)
            throws IOException, InterruptedException {
        client.download("/jobs/" + job + "/result." + format, to);
    }

    /** Fails with the endings that there are. */
    public static String format(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return FORMATS.stream()
                .filter(format -> name.endsWith("." + format))
                .findFirst()
                .orElseThrow(() -> CliException.unusable(
                        "The output's name must end with .csv, .tsv or .json, not as in " + file + "."));
    }
}
