package io.driftline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the security log tells is stored, once, whatever the database does meanwhile; with no room for floods. */
class AuditVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final MutableClock clock = new MutableClock();
    private final Kept trail = new Kept();

    @AfterEach
    void stop() {
        Running.await(vertx.close());
    }

    @Test
    void linesWaitWhileTheDatabaseIsAwayAndComeOnceEach() {
        trail.away = true;
        start();
        for (int i = 0; i < 250; i++) {
            tell(SecurityEvent.SIGN_IN, Integer.toString(i), null);
        }
        Awaitility.await().until(() -> trail.refused.get() > 1);

        trail.away = false;

        Awaitility.await().until(() -> trail.lines.size() >= 250);
        assertThat(trail.lines)
                .extracting(line -> line.getString("user"))
                .hasSize(250)
                .doesNotHaveDuplicates();
        assertThat(trail.lines.get(249).getString("user")).isEqualTo("249");
    }

    @Test
    void whatHasNoBoundIsNotKept() {
        var deployment = start();
        tell(SecurityEvent.ACCESS_REFUSED, "eve", "auth/forbidden");
        tell(SecurityEvent.SIGN_IN, "eve", "auth/throttled");
        tell(SecurityEvent.SIGN_IN, "eve", "auth/invalid-credentials");

        Running.await(vertx.undeploy(deployment));

        assertThat(trail.lines)
                .extracting(line -> line.getString("reason"))
                .containsExactly("auth/invalid-credentials");
    }

    @Test
    void linesGoOnceTheyAreOld() {
        start();

        Awaitility.await().until(() -> !trail.pruned.isEmpty());
        assertThat(trail.pruned.get(0)).isEqualTo(clock.instant().minus(Duration.ofDays(3)));
    }

    private String start() {
        return Running.await(vertx.deployVerticle(new AuditVerticle(trail, Duration.ofDays(3), clock)));
    }

    private static void tell(SecurityEvent event, String user, @Nullable String reason) {
        var facts = new JsonObject().put("user", user);
        SecurityLog.write(event, SecurityLog.Outcome.OK, reason == null ? facts : facts.put("reason", reason));
    }

    private static final class Kept implements AuditTrail {
        final List<JsonObject> lines = new CopyOnWriteArrayList<>();
        final List<Instant> pruned = new CopyOnWriteArrayList<>();
        volatile boolean away;
        final AtomicInteger refused = new AtomicInteger();

        @Override
        public Future<Void> add(List<JsonObject> more) {
            if (away) {
                refused.incrementAndGet();
                return Future.failedFuture("away");
            }
            lines.addAll(more);
            return Future.succeededFuture();
        }

        @Override
        public Future<List<JsonObject>> read(Filter filter, int limit) {
            return Future.succeededFuture(List.copyOf(lines));
        }

        @Override
        public Future<Integer> prune(Instant before, int limit) {
            pruned.add(before);
            return Future.succeededFuture(0);
        }
    }
}
