package io.driftline.faults.lab;

import io.driftline.testing.Folders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small disk of the tables' own, so that it can be filled; where nobody may mount one, a folder as any. */
public final class SmallDisk {
    private static final long BYTES = 400L << 20;

    private SmallDisk() {}

    /** In a file, not in memory: what is written must take as long as it does. */
    static Path mount(Path folder) throws IOException {
        Path disk = folder.resolve("disk");
        run(List.of("umount", disk.toString()));
        Folders.fresh(disk);
        Path image = folder.resolve("disk.img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(0);
            file.setLength(BYTES);
        }
        run(List.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()));
        run(List.of("mount", "-o", "loop", image.toString(), disk.toString()));
        return disk.resolve("mariadb");
    }

    /** Whether it may be filled without harm to anybody else. */
    public static boolean isSmall(Path disk) throws IOException {
        return Files.getFileStore(disk).getTotalSpace() < (1L << 30);
    }

    static void unmount(Path folder) {
        run(List.of("umount", folder.resolve("disk").toString()));
    }

    /** What comes of it is seen by the size of the disk. */
    private static void run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException missing) {
            // As where nobody may mount.
        }
    }
}
