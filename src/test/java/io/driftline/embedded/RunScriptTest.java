package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/run} around a gateway that dies as often as a test wants. */
class RunScriptTest {
    private static final String GATEWAY =
            """
            #!/bin/sh
            [ "$1" != -version ] || { echo 'openjdk version "17.0.1"' >&2; exit 0; }
            trap 'echo told >>lives; exit 0' TERM
            echo $$ >>lives
            [ "$(wc -l <lives)" -gt "$DEATHS" ] || exit "$STATUS"
            sleep 60 &
            wait
            """;

    @TempDir
    Path folder = Path.of("");

    private @Nullable Process script;

    @BeforeEach
    void layOut() throws IOException {
        for (String each : List.of("scripts", "target", "src/main", "webroot", "conf", "bin")) {
            Files.createDirectories(folder.resolve(each));
        }
        Files.copy(Path.of("scripts", "run"), folder.resolve("scripts/run"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(folder.resolve("lives"));
        jar("driftline.jar", "Main-Class: io.driftline.Main\n");
        Programs.makeExecutable(Files.writeString(folder.resolve("bin/java"), GATEWAY));
    }

    @AfterEach
    void end() {
        running().destroyForcibly();
    }

    private Process running() {
        return Objects.requireNonNull(script, "not started");
    }

    @Test
    void startsAGatewayAgainThatDiedAndSaysSoInOneLine() throws IOException, InterruptedException {
        run(3, 1);
        awaitLives(2);

        assertThat(stop()).isZero();
        assertThat(lives()).endsWith("told");
        assertThat(Files.readAllLines(folder.resolve("err")))
                .containsExactly("scripts/run: the gateway died with status 3; it is started again in 1 s");
    }

    /** What Maven leaves that was stopped while it packed, or before it had put everything into the one jar. */
    @ParameterizedTest
    @ValueSource(strings = {"plain.jar", "half.jar", "nothing"})
    void buildsAgainWhatABuildLeftThatWasInterrupted(String left) throws IOException, InterruptedException {
        var jar = jar("driftline.jar", "Main-Class: io.driftline.Main\n");
        Files.move(jar, folder.resolve("whole.jar"));
        jar("plain.jar", "");
        Files.write(
                folder.resolve("target/half.jar"), Arrays.copyOf(Files.readAllBytes(folder.resolve("whole.jar")), 60));
        // A first build that ends on the way, after it has written what is newer than the sources.
        program("mvn", "[ ! -e target/" + left + " ] || cp target/" + left + " target/driftline.jar; kill -KILL $PPID");
        program("javac", "exit 0");
        run(0, 0);
        assertThat(running().waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lives()).isEmpty();

        program("mvn", "cp whole.jar target/driftline.jar");
        run(0, 0);

        awaitLives(1);
        assertThat(stop()).isZero();
    }

    private Path jar(String name, String attributes) throws IOException {
        var jar = folder.resolve("target").resolve(name);
        var manifest = new Manifest(
                new ByteArrayInputStream(("Manifest-Version: 1.0\n" + attributes).getBytes(StandardCharsets.UTF_8)));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private void program(String name, String lines) throws IOException {
        Programs.makeExecutable(Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + lines + "\n"));
    }

    @Test
    void startsAGatewayAgainThatWasKilled() throws IOException, InterruptedException {
        run(0, 0);
        awaitLives(1);

        ProcessHandle.of(Long.parseLong(lives().get(0))).orElseThrow().destroyForcibly();

        awaitLives(2);
        assertThat(stop()).isZero();
        assertThat(Files.readAllLines(folder.resolve("err")))
                .containsExactly("scripts/run: the gateway died with status 137; it is started again in 1 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 130, 143})
    void leavesAGatewayAloneThatRefusedOrWasTold(int status) throws IOException, InterruptedException {
        run(status, 1);

        assertThat(running().waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(running().exitValue()).isEqualTo(status);
        assertThat(lives()).hasSize(1);
    }

    @Test
    void stopsWhileItWaitsToStartAgain() throws IOException, InterruptedException {
        run(3, 9);
        Awaitility.await().until(() -> Files.readString(folder.resolve("err")).contains("in 2 s"));

        assertThat(stop()).isZero();
    }

    @Test
    void takesTheGatewayAlongWhenItIsKilled() throws IOException, InterruptedException {
        run(0, 0);
        awaitLives(1);

        running().destroyForcibly().waitFor();

        Awaitility.await().untilAsserted(() -> assertThat(lives()).endsWith("told"));
    }

    @Test
    void startsWithTheClassesThatTheFirstStopAfterABuildLeft() throws IOException, InterruptedException {
        program(
                "java",
                """
                [ "$1" != -version ] || { echo 'openjdk version "17.0.1"' >&2; exit 0; }
                for each in "$@"; do
                  case $each in
                    -XX:ArchiveClassesAtExit=*) echo writes >>lives; archive=${each#*=} ;;
                    -XX:SharedArchiveFile=*) echo reads "$(cat "${each#*=}")" >>lives ;;
                  esac
                done
                trap '[ -z "$archive" ] || echo classes >"$archive"; exit 0' TERM
                sleep 60 &
                wait""");
        for (int i = 0; i < 2; i++) {
            run(0, 0);
            awaitLives(i + 1);
            assertThat(stop()).isZero();
        }
        Files.setLastModifiedTime(
                folder.resolve("target/driftline.jsa"),
                FileTime.from(Instant.now().minusSeconds(60)));
        run(0, 0);
        awaitLives(3);
        assertThat(stop()).isZero();

        assertThat(lives()).containsExactly("writes", "reads classes", "writes");
    }

    private void run(int status, int deaths) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("scripts/run").toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("STATUS", Integer.toString(status));
        builder.environment().put("DEATHS", Integer.toString(deaths));
        script = builder.start();
    }

    private int stop() throws InterruptedException {
        running().destroy();
        assertThat(running().waitFor(1, TimeUnit.MINUTES)).isTrue();
        return running().exitValue();
    }

    private void awaitLives(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(lives()).hasSize(count));
    }

    private List<String> lives() throws IOException {
        return Files.readAllLines(folder.resolve("lives"));
    }
}
