package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.TestConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process of its own, for what only a process can show: signals, orphans, exit statuses. */
class ServeIT {
    private static final Duration START = Duration.ofMinutes(4);

    @TempDir
    Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
        Awaitility.await().until(() -> orphans().isEmpty());
    }

    @Test
    void stopsWithStatusZeroAndLeavesNothingBehind() throws IOException, InterruptedException {
        Process serve = serve(Map.of());
        awaitReady(serve);
        assertThat(orphans()).isNotEmpty();

        serve.destroy();

        assertThat(serve.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isZero();
        Awaitility.await().until(() -> orphans().isEmpty());
    }

    @Test
    void leavesNothingBehindWhenKilledAndStartsAgain() throws IOException, InterruptedException {
        Process killed = serve(Map.of());
        awaitReady(killed);

        killed.destroyForcibly().waitFor();

        Awaitility.await().until(() -> orphans().isEmpty());
        awaitReady(serve(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"DRIFTLINE_SERVER_PORT, --port", "DRIFTLINE_OPERATIONS_PORT, operations.port"})
    void aPortInUseIsOneSentenceBeforeAnythingIsDone(String variable, String option)
            throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Process serve = serve(Map.of(variable, port));

            assertThat(serve.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(serve.exitValue()).isEqualTo(1);
            assertThat(lastErrorLine()).startsWith("driftline: ").contains(port, option, variable);
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void aWrongSettingIsOneSentence() throws IOException, InterruptedException {
        Process serve = serve(Map.of("DRIFTLINE_JOBS_LEASE", "soon"));

        assertThat(serve.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(errors()))
                .containsExactly(
                        "driftline: Setting jobs.lease is \"soon\", but it must be a duration such as \"10 s\","
                                + " \"5 min\", \"24 h\" or \"PT10S\" (DRIFTLINE_JOBS_LEASE in the environment).");
    }

    private Process serve(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.driftline.Main",
                        "serve",
                        "--data",
                        folder.resolve("data").toString())
                .redirectOutput(output().toFile())
                .redirectError(errors().toFile());
        builder.environment().put("DRIFTLINE_SERVER_PORT", "0");
        builder.environment()
                .put(
                        "DRIFTLINE_EMBEDDED_PROGRAMS",
                        TestConfig.PROGRAMS.toAbsolutePath().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void awaitReady(Process serve) {
        Awaitility.await().atMost(START).until(() -> !serve.isAlive() || isReady());
        assertThat(output()).content().matches("Driftline is ready: http://127\\.0\\.0\\.1:\\d+\n");
    }

    private boolean isReady() throws IOException {
        return Files.readString(output()).contains("\n");
    }

    private String lastErrorLine() throws IOException {
        List<String> lines = Files.readAllLines(errors());
        return lines.get(lines.size() - 1);
    }

    private Path output() {
        return folder.resolve("out");
    }

    private Path errors() {
        return folder.resolve("err");
    }

    /** What runs from, or for, this test's data folder, other than the gateways themselves. */
    private List<String> orphans() {
        return ProcessHandle.allProcesses()
                .filter(process -> started.stream().noneMatch(gateway -> gateway.pid() == process.pid()))
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}
