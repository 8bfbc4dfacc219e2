package io.driftline.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs that know the service by its contract alone; {@code scripts/test} installs them. */
public final class OutsidePrograms {
    /** What they are given. */
    public static final Path GIVEN = Path.of("src", "test", "contract").toAbsolutePath();

    private static final Path PROGRAMS =
            Path.of("target", "venv-contract", "bin").toAbsolutePath();
    private static final int MOST_MINUTES = 5;

    private OutsidePrograms() {}

    public static void needed() {
        Assumptions.assumeTrue(
                Files.isDirectory(PROGRAMS), "scripts/test --contract installs what tries the contract from outside");
    }

    /** Runs one in a folder until it succeeds, and gives what it said. */
    public static String run(Path folder, Map<String, String> environment, String program, List<String> arguments)
            throws IOException, InterruptedException {
        var said = Files.createTempFile(folder, program, ".said");
        var builder = new ProcessBuilder(PROGRAMS.resolve(program).toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.command().addAll(arguments);
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroy();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
