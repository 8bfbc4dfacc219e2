package io.driftline.embedded;

import io.driftline.config.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one installation, held by one process at a time.
 *
 * <p>The lock belongs to the open file, so the kernel gives it back however the process ends.
 */
final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new DataFolder(root, lock(root));
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + root + " cannot be used (" + e.getMessage()
                            + "): give one that can be written with --data.",
                    e);
        }
    }

    /** Whether a process has it; one that is not there is nobody's. */
    static boolean isHeld(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    // The channel is closed here when it could not be locked, and by close() otherwise.
    @SuppressWarnings("resource")
    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartException("Another Driftline already uses the data folder " + root
                    + ": stop it first, or give this one a folder of its own with --data.");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path root() {
        return root;
    }

    /** A folder below, made if absent. */
    Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new StartException("The folder " + root.resolve(name) + " cannot be made: " + e.getMessage(), e);
        }
    }

    Path log(String name) {
        return folder("logs").resolve(name + ".log");
    }

    Path pidFile(String name) {
        return folder("run").resolve(name + ".pid");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
