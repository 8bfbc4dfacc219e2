package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Running;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first start that is killed at one stage after the other, on the same data folder. */
class StartsAgainIT {
    private static final Duration START = Duration.ofMinutes(4);
    private static final int KILLED = 137;

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
    void whereverItsFirstStartsWereKilled() throws IOException, InterruptedException {
        usePackagesOfAllTests();
        killWhen(serve(""), () -> exists(programs(), "mariadb-*.draft/bin"));
        killWhen(serve(""), () -> exists(programs(), "mariadb-*[0-9]"));
        killWhen(serve(""), () -> exists(serve.data(), "mariadb.draft/mysql"));
        killWhen(serve(""), () -> exists(serve.data(), "mariadb"));
        stopWhen(serve(""), () -> exists(serve.data(), "mariadb/driftline"));
        for (String point : List.of(
                "MIGRATION_DONE_NOT_NOTED:halt@1",
                "MIGRATION_DONE_NOT_NOTED:halt@2",
                "MIGRATION_DONE_NOT_NOTED:halt@3")) {
            Process killed = serve(point);
            assertThat(killed.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(killed.exitValue()).as(point).isEqualTo(KILLED);
        }

        Process last = serve("");

        Awaitility.await().atMost(START).until(() -> !last.isAlive() || serve.isReady());
        assertThat(serve.output()).content().startsWith("Driftline is ready: ");
    }

    /** Made at their place and not to be moved, so they are only pointed at. */
    private void usePackagesOfAllTests() throws IOException {
        var vertx = Vertx.vertx();
        var config = TestConfig.in(folder.resolve("site"));
        var site = Running.await(Site.open(vertx, config.embedded()));
        Running.await(EmbeddedWorker.prepare(site, config));
        Running.await(site.blocking(() -> EmbeddedRedis.install(site)));
        Running.await(site.close());
        Running.await(vertx.close());
        Files.createDirectories(programs());
        try (Stream<Path> environments = Files.list(TestConfig.PROGRAMS.toAbsolutePath())) {
            for (Path each : (Iterable<Path>)
                    environments.filter(path -> path.getFileName().toString().contains("-venv-"))::iterator) {
                Files.createSymbolicLink(programs().resolve(each.getFileName()), each);
            }
        }
    }

    private static void killWhen(Process gateway, Callable<Boolean> stage) throws InterruptedException {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(START).until(stage);
        assertThat(gateway.isAlive()).isTrue();
        gateway.destroyForcibly().waitFor();
    }

    /** As by Ctrl-C, just before or while tables are made. */
    private static void stopWhen(Process gateway, Callable<Boolean> stage) throws InterruptedException {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(START).until(stage);
        gateway.destroy();
        assertThat(gateway.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(gateway.exitValue()).isZero();
    }

    private static boolean exists(Path parent, String name) throws IOException {
        if (!Files.isDirectory(parent)) {
            return false;
        }
        var matcher = parent.getFileSystem().getPathMatcher("glob:" + parent + "/" + name);
        try (Stream<Path> found = Files.find(parent, 2, (path, attributes) -> matcher.matches(path))) {
            return found.findAny().isPresent();
        } catch (java.io.UncheckedIOException changing) {
            return false;
        }
    }

    private Process serve(String points) throws IOException {
        return serve.start(
                List.of("-Ddriftline.test=true", "-Ddriftline.failpoints=" + points),
                Map.of("DRIFTLINE_EMBEDDED_PROGRAMS", programs().toString()));
    }

    private Path programs() {
        return folder.resolve("programs");
    }
}
