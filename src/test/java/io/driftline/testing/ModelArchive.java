package io.driftline.testing;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A shipped model version, packed as an operator would, perhaps under another version or with other contents. */
public final class ModelArchive {
    private static final String MANIFEST = "model.yaml";

    private final Map<String, byte[]> files = new TreeMap<>();

    private ModelArchive() {}

    /** The files of a shipped version. */
    public static ModelArchive shipped(String name, String version) {
        var archive = new ModelArchive();
        try (Stream<Path> files = Files.list(Path.of("src", "main", "models", name, version))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                archive.files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive;
    }

    /** The same files under another version. */
    public ModelArchive as(String version) {
        return inManifest("(?m)^version: .*$", "version: '" + version + "'");
    }

    /** With the first match in the manifest replaced. */
    public ModelArchive inManifest(String pattern, String replacement) {
        var text = new String(files.get(MANIFEST), StandardCharsets.UTF_8);
        var changed = text.replaceFirst(pattern, replacement);
        if (changed.equals(text)) {
            throw new IllegalArgumentException("the manifest has no " + pattern);
        }
        return with(MANIFEST, changed.getBytes(StandardCharsets.UTF_8));
    }

    /** With a file, whatever its name. */
    public ModelArchive with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Puts the files into a model repository under this name and version, all at once. */
    public void unpack(Path repository, String name, String version) throws IOException {
        var draft = Files.createTempDirectory(repository, "draft");
        for (var file : files.entrySet()) {
            Files.write(draft.resolve(file.getKey()), file.getValue());
        }
        Files.move(draft, repository.resolve(name).resolve(version));
    }

    /** The files as a zip, without a folder. */
    public Buffer pack() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
