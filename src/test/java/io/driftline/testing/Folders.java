package io.driftline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of servers under test. */
public final class Folders {
    private Folders() {}

    /** What this run of tests keeps under a name; several sets of tests may run at once. */
    public static Path ofTests(String name) {
        return Path.of("target", "tests", System.getProperty("driftline.tests", "alone"), name);
    }

    /** An empty folder, whatever an earlier run left there. */
    public static Path fresh(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder).toAbsolutePath();
    }
}
