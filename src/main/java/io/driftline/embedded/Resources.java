package io.driftline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders of the class path, in a jar or exploded, copied out to disk. */
final class Resources {
    private Resources() {}

    /** Whether the class path holds this folder. */
    static boolean exist(String folder) {
        return url(folder) != null;
    }

    /** A folder of the class path that is one on disk too, not inside a jar. */
    static Optional<Path> onDisk(String folder) {
        return Optional.ofNullable(url(folder))
                .map(url -> URI.create(url.toString()))
                .filter(uri -> uri.getScheme().equals("file"))
                .map(Path::of);
    }

    /**
     * Copies {@code folder} of the class path to {@code target}, which then holds all of it or does not exist: a crash
     * leaves only a draft beside it, which the next start removes.
     */
    static void unpack(String folder, Path target, Predicate<String> wanted) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        delete(draft);
        Files.createDirectories(draft);
        copy(folder, draft, wanted);
        delete(target);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Copies {@code folder} of the class path into {@code target}, which has nothing of it yet. */
    static void copy(String folder, Path target, Predicate<String> wanted) throws IOException {
        visit(folder, root -> copy(root, target, wanted));
    }

    /** What is done with a folder while its jar is open. */
    interface Visitor {
        void visit(Path root) throws IOException;
    }

    static void visit(String folder, Visitor visitor) throws IOException {
        URL url = url(folder);
        if (url == null) {
            throw new IOException("the class path holds no " + folder);
        }
        try {
            visit(url.toURI(), folder, visitor);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void visit(URI uri, String folder, Visitor visitor) throws IOException {
        if (uri.getScheme().equals("file")) {
            visitor.visit(Path.of(uri));
            return;
        }
        Path jar = Path.of(URI.create(uri.getRawSchemeSpecificPart().replaceFirst("!.*", "")));
        try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
            visitor.visit(inside.getPath(folder));
        }
    }

    private static void copy(Path root, Path target, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(file).toString();
                if (wanted.test(name)) {
                    Path copy = target.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Resources::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable URL url(String folder) {
        return Resources.class.getClassLoader().getResource(folder);
    }
}
