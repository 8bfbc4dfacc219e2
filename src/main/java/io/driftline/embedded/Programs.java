package io.driftline.embedded;

import io.driftline.config.Config;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Programs that are made once and then only read: each folder below is complete or absent, whatever was killed.
 *
 * <p>Several processes may share them; one makes them while the others wait.
 */
final class Programs {
    /** A file lock holds off other processes, but not other threads of this one. By folder. */
    private static final Map<Path, ReentrantLock> THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path root;

    Programs(Path root) {
        this.root = root;
    }

    /** Those that all installations share, or those of the data folder. */
    static Programs of(Config.Embedded settings) {
        Path shared = settings.programs();
        return new Programs((shared == null ? settings.data().resolve("programs") : shared)
                .toAbsolutePath()
                .normalize());
    }

    Path root() {
        return root;
    }

    /** Fills an empty folder, which gets its name only when this returns. */
    interface Maker {
        void make(Path draft) throws IOException;
    }

    /** The folder {@code name}, made now if it is absent. Blocks. */
    Path get(String name, Maker maker) throws IOException {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(root);
        var threads = THIS_PROCESS.computeIfAbsent(folder.toAbsolutePath().normalize(), made -> new ReentrantLock());
        threads.lock();
        try (FileChannel channel = FileChannel.open(
                        root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(folder)) {
                make(folder, maker);
            }
            return folder;
        } finally {
            threads.unlock();
        }
    }

    private static void make(Path folder, Maker maker) throws IOException {
        Path draft = folder.resolveSibling(folder.getFileName() + ".draft");
        Resources.delete(draft);
        Files.createDirectories(draft);
        maker.make(draft);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    static void makeExecutable(Path program) throws IOException {
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
    }
}
