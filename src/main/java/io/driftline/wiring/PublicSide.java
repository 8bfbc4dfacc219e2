package io.driftline.wiring;

import io.driftline.api.ApiOperations;
import io.driftline.api.caller.Caller;
import io.driftline.api.caller.Callers;
import io.driftline.api.server.ApiVerticle;
import io.driftline.config.Config;
import io.driftline.operations.SystemOverview;
import io.driftline.push.SocketTimes;
import io.driftline.push.Subscriber;
import io.driftline.push.UserLines;
import io.driftline.tracing.Traces;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What people and scripts meet: the page, the API, and the lines on which they are told. */
public record PublicSide(UserLines lines, ApiVerticle api) {

    public static PublicSide of(
            Vertx vertx,
            Config config,
            Stores stores,
            Links links,
            AccountSide people,
            SystemOverview overview,
            Traces traces) {
        var sessions = people.sessions();
        var lines = new UserLines(
                vertx,
                stores.events(),
                PublicSide::subscriber,
                sessions::alive,
                config.limits(),
                SocketTimes.DEFAULT,
                stores.clock(),
                traces);
        List<ApiOperations> operations = Stream.concat(
                        OfferedOperations.of(vertx.eventBus(), config, stores, links, people, overview, traces)
                                .stream(),
                        Stream.of(() -> Map.of("streamEvents", lines.eventStreams())))
                .toList();
        return new PublicSide(
                lines, new ApiVerticle(config, operations, lines.sockets(), sessions, people.tokens(), traces));
    }

    private static Subscriber subscriber(RoutingContext context) {
        Caller caller = Callers.of(context);
        return new Subscriber(caller.user().id(), caller.session());
    }
}
