package io.driftline.cli;

import io.driftline.testing.TestConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the built jar as a process of its own. */
record JarRun(int status, List<String> out, List<String> errors) {
    private static final int MINUTES = 4;

    static JarRun of(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return end(folder, start(folder, environment, arguments));
    }

    /** One that can be sent signals meanwhile; {@link #end} waits for it. */
    static Process start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        // Whoever runs the tests in the background has its children ignore Ctrl-C.
        var command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("driftline.jar")).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        builder.environment()
                .put(
                        "DRIFTLINE_EMBEDDED_PROGRAMS",
                        TestConfig.PROGRAMS.toAbsolutePath().toString());
        builder.environment().putAll(environment);
        var in = folder.resolve("stdin");
        builder.redirectInput(Files.exists(in) ? in.toFile() : new File("/dev/null"));
        return builder.start();
    }

    static JarRun end(Path folder, Process process) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + process.info());
        }
        return new JarRun(
                process.exitValue(),
                Files.readAllLines(folder.resolve("stdout")),
                Files.readAllLines(folder.resolve("stderr")));
    }
}
