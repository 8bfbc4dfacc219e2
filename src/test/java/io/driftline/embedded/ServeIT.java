package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.TestConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process of its own, for what only a process can show: signals, orphans, exit statuses. */
class ServeIT {
    private static final Duration START = Duration.ofMinutes(4);

    @TempDir
    Path folder = Path.of("");

    private ServeProcesses serve = new ServeProcesses(folder);

    @BeforeEach
    void layOut() {
        serve = new ServeProcesses(folder);
    }

    @AfterEach
    void endAll() {
        serve.endAll();
    }

    @Test
    void stopsWithStatusZeroAndLeavesNothingBehind() throws IOException, InterruptedException {
        Process gateway = serve(Map.of());
        awaitReady(gateway);
        assertThat(serve.orphans()).isNotEmpty();

        gateway.destroy();

        assertThat(gateway.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
        Awaitility.await().until(() -> serve.orphans().isEmpty());
    }

    @Test
    void leavesNothingBehindWhenKilledAndStartsAgain() throws IOException, InterruptedException {
        Process killed = serve(Map.of());
        awaitReady(killed);

        killed.destroyForcibly().waitFor();

        Awaitility.await().until(() -> serve.orphans().isEmpty());
        awaitReady(serve(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"DRIFTLINE_SERVER_PORT, --port", "DRIFTLINE_OPERATIONS_PORT, operations.port"})
    void aPortInUseIsOneSentenceBeforeAnythingIsDone(String variable, String option)
            throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Process gateway = serve(Map.of(variable, port));

            assertThat(gateway.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.exitValue()).isEqualTo(1);
            assertThat(lastErrorLine()).startsWith("driftline: ").contains(port, option, variable);
            assertThat(serve.data()).doesNotExist();
        }
    }

    @Test
    void aWrongSettingIsOneSentence() throws IOException, InterruptedException {
        Process gateway = serve(Map.of("DRIFTLINE_JOBS_LEASE", "soon"));

        assertThat(gateway.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(gateway.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(serve.errors()))
                .containsExactly(
                        "driftline: Setting jobs.lease is \"soon\", but it must be a duration such as \"10 s\","
                                + " \"5 min\", \"24 h\" or \"PT10S\" (DRIFTLINE_JOBS_LEASE in the environment).");
    }

    private Process serve(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put(
                "DRIFTLINE_EMBEDDED_PROGRAMS",
                TestConfig.PROGRAMS.toAbsolutePath().toString());
        return serve.start(List.of(), all);
    }

    private void awaitReady(Process gateway) {
        Awaitility.await().atMost(START).until(() -> !gateway.isAlive() || serve.isReady());
        assertThat(serve.output()).content().matches("Driftline is ready: http://127\\.0\\.0\\.1:\\d+\n");
    }

    private String lastErrorLine() throws IOException {
        List<String> lines = Files.readAllLines(serve.errors());
        return lines.get(lines.size() - 1);
    }
}
