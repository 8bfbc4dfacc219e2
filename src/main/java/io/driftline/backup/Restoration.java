package io.driftline.backup;

import io.driftline.config.StartException;
import io.driftline.database.Migrations;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Brings back what a {@link BackupFile} holds, into a database without tables; nothing that is there is changed. */
public final class Restoration implements AutoCloseable {
    private final ZipFile zip;

    private Restoration(ZipFile zip) {
        this.zip = zip;
    }

    /** Reads all of it once. Fails with a {@link StartException} if it is no whole backup, or one of a later release. */
    public static Restoration open(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new StartException(file + " cannot be read.");
        }
        try {
            var zip = new ZipFile(file.toFile());
            try {
                check(zip, file);
                return new Restoration(zip);
            } catch (IOException | RuntimeException unusable) {
                zip.close();
                throw unusable;
            }
        } catch (ZipException broken) {
            throw new StartException(file + " is no whole backup of Driftline: " + broken.getMessage() + ".", broken);
        }
    }

    private static void check(ZipFile zip, Path file) throws IOException {
        var about = zip.getEntry(BackupFile.ABOUT);
        if (about == null || zip.getEntry(BackupFile.TABLES) == null) {
            throw new StartException(file + " is no backup of Driftline: it lacks " + BackupFile.ABOUT + " or "
                    + BackupFile.TABLES + ".");
        }
        for (var entry : entries(zip)) {
            try (InputStream content = zip.getInputStream(entry)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
        try (InputStream text = zip.getInputStream(about)) {
            var known = new JsonObject(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            if (known.getInteger("format", 0) != BackupFile.FORMAT
                    || known.getInteger("migration", Integer.MAX_VALUE) > Migrations.newest()) {
                throw new StartException(file + " was made by Driftline " + known.getString("version")
                        + ", and this one is older: restore it with that release or a later one.");
            }
        } catch (DecodeException | ClassCastException senseless) {
            throw new StartException(file + " is no backup of Driftline: its " + BackupFile.ABOUT + " says nothing.");
        }
    }

    private static List<? extends ZipEntry> entries(ZipFile zip) {
        return zip.stream().toList();
    }

    /**
     * Models first, then the tables that name them. Fails with a {@link StartException} if the database has tables, before
     * anything is written.
     */
    public void into(Place place) throws IOException, InterruptedException {
        Migrations.requireEmpty(place.database());
        if (place.models().isPresent()) {
            unpack(BackupFile.MODELS, place.models().get());
            unpack(BackupFile.RETIRED, BackupFile.retired(place.models().get()));
        }
        try (InputStream sql = zip.getInputStream(zip.getEntry(BackupFile.TABLES))) {
            place.clients().load(sql, place.database());
        }
    }

    /** How many files of models it has. */
    public long modelFiles() {
        return entries(zip).stream()
                .filter(entry -> inside(BackupFile.MODELS, entry).isPresent()
                        || inside(BackupFile.RETIRED, entry).isPresent())
                .count();
    }

    /** A version that is there stays as it is, for none ever changes; a worker sees a new one whole or not at all. */
    private void unpack(String name, Path repository) throws IOException {
        Files.createDirectories(repository);
        Path draft = Files.createTempDirectory(repository.toAbsolutePath().getParent(), ".restored");
        List<Path> versions = new ArrayList<>();
        for (var entry : entries(zip)) {
            var file = inside(name, entry).orElse(null);
            if (file != null && !Files.exists(repository.resolve(file).getParent())) {
                Path target = draft.resolve(file);
                if (Files.notExists(target.getParent())) {
                    Files.createDirectories(target.getParent());
                    versions.add(file.getParent());
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
        }
        for (Path version : versions) {
            Files.createDirectories(repository.resolve(version).getParent());
            Files.move(draft.resolve(version), repository.resolve(version));
        }
        for (Path model : versions.stream().map(Path::getParent).distinct().toList()) {
            Files.delete(draft.resolve(model));
        }
        Files.delete(draft);
    }

    /** Where the entry belongs in that repository: model, version and file, none of them a way out of it. */
    private static Optional<Path> inside(String repository, ZipEntry entry) {
        if (!entry.getName().startsWith(repository + "/")) {
            return Optional.empty();
        }
        Path path = Path.of(entry.getName().substring(repository.length() + 1));
        if (path.isAbsolute() || path.getNameCount() != BackupFile.DEPTH || !path.equals(path.normalize())) {
            throw new StartException("A backup has no file " + entry.getName() + ": nothing was restored.");
        }
        return Optional.of(path);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
