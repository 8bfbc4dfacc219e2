package io.driftline.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.testing.Running;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void stopInReverseOrder() {
        var steps = new Steps(vertx, List.of(step("status"), step("dispatch"), step("api")));

        Running.await(steps.deploy());
        Running.await(steps.undeploy());

        assertThat(done)
                .containsExactly(
                        "status starts",
                        "dispatch starts",
                        "api starts",
                        "api stops",
                        "dispatch stops",
                        "status stops");
    }

    @Test
    void behindOneThatDoesNotStartAreNotBegunAndThoseBeforeItStop() {
        var steps = new Steps(vertx, List.of(step("status"), broken(), step("api")));

        assertThatThrownBy(() -> Running.await(steps.deploy())).hasRootCauseMessage("no broker");
        Running.await(steps.undeploy());

        assertThat(done).containsExactly("status starts", "status stops");
    }

    private Deployable step(String name) {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                done.add(name + " starts");
                return Future.succeededFuture();
            }

            @Override
            public Future<?> stop() {
                done.add(name + " stops");
                return Future.succeededFuture();
            }
        };
    }

    private static Deployable broken() {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                return Future.failedFuture("no broker");
            }
        };
    }
}
