package io.driftline.wiring;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The steps of the flow: deployed one after the other, undeployed in reverse order. */
public final class Steps {
    private final Vertx vertx;
    private final List<Deployable> inOrder;
    private final Deque<String> deployed = new ArrayDeque<>();

    public Steps(Vertx vertx, List<Deployable> inOrder) {
        this.vertx = vertx;
        this.inOrder = List.copyOf(inOrder);
    }

    /** Fails with the first step that does not start; those before it stay, and those behind it are not begun. */
    public Future<Void> deploy() {
        Future<Void> up = Future.succeededFuture();
        for (Deployable step : inOrder) {
            up = up.compose(before -> vertx.deployVerticle(step))
                    .onSuccess(deployed::push)
                    .mapEmpty();
        }
        return up;
    }

    /** Goes on past a step that does not stop cleanly, and fails with the last such one. */
    public Future<Void> undeploy() {
        Future<Void> down = Future.succeededFuture();
        while (!deployed.isEmpty()) {
            var id = deployed.pop();
            down = down.eventually(() -> vertx.undeploy(id));
        }
        return down;
    }
}
