package io.driftline.faults;

import io.driftline.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk in memory for the tables, so that it can be filled; on a machine that lets nobody mount, a folder as any. */
final class SmallDisk {
    private SmallDisk() {}

    static Path mount(Path folder) throws IOException {
        Path disk = folder.resolve("disk");
        run(List.of("umount", disk.toString()));
        Folders.fresh(disk);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", disk.toString()));
        return disk.resolve("mariadb");
    }

    /** Whether it may be filled without harm to anybody else. */
    static boolean isSmall(Path disk) throws IOException {
        return Files.getFileStore(disk).getTotalSpace() < (1L << 30);
    }

    static void unmount(Path folder) {
        try {
            run(List.of("umount", folder.resolve("disk").toString()));
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().join();
    }
}
