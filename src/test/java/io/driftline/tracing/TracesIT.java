package io.driftline.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.App;
import io.driftline.config.Config;
import io.driftline.embedded.EmbeddedWorker;
import io.driftline.embedded.Site;
import io.driftline.operations.Metrics;
import io.driftline.testing.Folders;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.TraceCollector;
import io.driftline.testing.backends.TraceCollector.Told;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway and a worker that are traced, and a collector that they tell. */
@ExtendWith(StackExtension.class)
class TracesIT {
    /** With the packages of {@code requirements-tracing.txt}; {@code scripts/test} makes it. */
    private static final Path PYTHON = Path.of("target", "venv-test", "bin", "python");

    private static final String TO_THE_WORKER = "POST /api/v1/jobs > dispatch > POST /jobs > POST /jobs > attempt";
    private static final String TO_THE_SOCKET = " > publish driftline.status > process driftline.status > send event";

    @Test
    void tellAJobFromItsSubmissionToTheSocketInOneTraceAndNothingOfWhatWasSent(Stack stack) throws Exception {
        assertThat(PYTHON).exists();
        var visitor = ApiUser.signUp(stack);
        var email = visitor.email();
        var example = visitor.example("h3n2-variant");
        stack.stopGateway();
        var site = Running.await(Site.open(
                stack.vertx(),
                TestConfig.in(Folders.fresh(Folders.ofTests("traced"))).embedded()));
        try (var collector = new TraceCollector(stack.vertx())) {
            var config = stack.config().with(traced(collector).operations());
            var worker = Running.await(EmbeddedWorker.start(site, installation(), config));
            try (var gateway =
                    new Gateway(config.with(worker.settings(config.workers().requestTimeout())))) {
                var ann = ApiUser.signIn(stack, gateway.app.port(), email);
                var stream = ann.stream(0);
                var job = ann.submit(example);
                assertThat(stream.awaitEnd(job)).hasSize(5);

                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(pathsOf(job, collector.spans()))
                        .contains(
                                "POST /api/v1/jobs > dispatch > claim",
                                "POST /api/v1/jobs > dispatch > stage",
                                "POST /api/v1/jobs > send event",
                                TO_THE_WORKER + " > checking" + TO_THE_SOCKET,
                                TO_THE_WORKER + " > encoding" + TO_THE_SOCKET,
                                TO_THE_WORKER + " > predicting" + TO_THE_SOCKET,
                                TO_THE_WORKER + " > result" + TO_THE_SOCKET,
                                TO_THE_WORKER
                                        + " > result > publish driftline.status > process driftline.status > collect"));
                assertThat(pathsOf(job, collector.spans()))
                        .as("what Vert.x would add by itself")
                        .noneMatch(path -> path.matches(".* > (publish|send|SELECT|INSERT|UPDATE|[A-Z]+)"));
                var sent = Stream.of(example.lines(), Stream.of(email, ann.id(), "Wisconsin", "authorization"));
                assertThat(everythingTold(collector))
                        .contains(job, "driftline-gateway", "driftline-worker")
                        .doesNotContain(sent.flatMap(each -> each)
                                .map(TracesIT::beginning)
                                .toList());
            } finally {
                Running.await(worker.process().stop());
            }
        } finally {
            Running.await(site.close());
        }
    }

    private static Config traced(TraceCollector collector) {
        return TestConfig.of(
                Map.of("operations.tracing.enabled", "true", "operations.tracing.endpoint", collector.address()));
    }

    private static EmbeddedWorker.Installation installation() {
        return new EmbeddedWorker.Installation(
                PYTHON.toAbsolutePath(),
                Path.of("src", "main", "python").toAbsolutePath(),
                Path.of("src", "main", "models").toAbsolutePath());
    }

    /** Of each span of this job's trace the names from the first one down to it. */
    private static List<String> pathsOf(String job, List<Told> all) {
        var traces = all.stream()
                .filter(span -> job.equals(span.says().get("driftline.job.id")))
                .map(Told::trace)
                .distinct()
                .toList();
        assertThat(traces).hasSize(1);
        var byId = all.stream().collect(Collectors.toMap(Told::id, Function.identity()));
        return all.stream()
                .filter(span -> span.trace().equals(traces.get(0)))
                .map(span -> path(span, byId))
                .toList();
    }

    private static String path(Told span, Map<String, Told> byId) {
        Deque<String> names = new ArrayDeque<>();
        for (@Nullable Told each = span; each != null; each = byId.get(each.parent())) {
            names.push(each.name());
        }
        return String.join(" > ", names);
    }

    private static String everythingTold(TraceCollector collector) {
        return collector.bodies.stream().map(Buffer::toString).collect(Collectors.joining());
    }

    private static String beginning(String line) {
        return line.substring(0, Math.min(24, line.length()));
    }

    /** One whose requests are traced. */
    private static final class Gateway implements AutoCloseable {
        private final Traces traces;
        private final Vertx vertx;
        private final App app;

        Gateway(Config config) {
            traces = Traces.of(config);
            vertx = Metrics.vertx(new VertxOptions(), traces);
            app = Running.await(App.start(vertx, config, traces));
        }

        @Override
        public void close() {
            Running.await(app.stop());
            Running.await(vertx.close());
            traces.close();
        }
    }
}
