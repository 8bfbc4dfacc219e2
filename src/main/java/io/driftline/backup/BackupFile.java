package io.driftline.backup;

import io.driftline.config.StartException;
import io.driftline.config.Version;
import io.driftline.database.Migrations;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip: {@code backup.json} says what it is, {@code database.sql} has the tables, {@code models/…} and
 * {@code models.retired/…} the files of models. It gets its name once it is whole, and only its owner may read it.
 */
public final class BackupFile {
    static final String ABOUT = "backup.json";
    static final String TABLES = "database.sql";
    static final String MODELS = "models";
    static final String RETIRED = "models.retired";

    /** Of a file in a repository: model, version, file. */
    static final int DEPTH = 3;

    static final int FORMAT = 1;

    private BackupFile() {}

    /** Fails with a {@link StartException} if the file is there already or anything cannot be read. */
    public static void write(Path file, Place place) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            throw new StartException(file + " is there already: give another name, or move it away.");
        }
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StartException("The folder " + folder + " is not there: make it first.");
        }
        Path draft = Files.createTempFile(folder, ".backup", ".part", ownerOnly);
        try {
            try (var zip = new ZipOutputStream(Files.newOutputStream(draft))) {
                fill(zip, place);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void fill(ZipOutputStream zip, Place place) throws IOException, InterruptedException {
        var about = new JsonObject()
                .put("format", FORMAT)
                .put("version", Version.current())
                .put("migration", Migrations.newest())
                .put("at", Instant.now().toString());
        zip.putNextEntry(new ZipEntry(ABOUT));
        zip.write(about.encodePrettily().getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry(TABLES));
        place.clients().dump(place.database(), zip);
        if (place.models().isPresent()) {
            // After the tables, so that no version is missing that these know.
            add(zip, MODELS, place.models().get());
            add(zip, RETIRED, retired(place.models().get()));
        }
        zip.closeEntry();
    }

    private static void add(ZipOutputStream zip, String name, Path repository) throws IOException {
        if (!Files.isDirectory(repository)) {
            return;
        }
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var inside = repository.relativize(each);
                // What lies elsewhere is no file of a version.
                if (inside.getNameCount() == DEPTH) {
                    zip.putNextEntry(new ZipEntry(name + "/" + inside.toString().replace('\\', '/')));
                    Files.copy(each, zip);
                }
            }
        }
    }

    /** Where workers keep the versions that have retired. */
    static Path retired(Path models) {
        return models.resolveSibling(models.toAbsolutePath().getFileName() + ".retired");
    }
}
