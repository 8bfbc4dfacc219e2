package io.driftline.api.server;

import io.driftline.accounts.credentials.Scope;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.TokenManager;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.ProblemHandler;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Access;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.NamedByProxy;
import io.driftline.api.caller.Origins;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one HTTP server: the API as its contract says, the stream, and the page. */
public final class ApiVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ApiVerticle.class);
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);
    private static final Duration LAST_CALL = Duration.ofMillis(500);
    private static final Access STREAM_ACCESS =
            new Access(Access.Proof.REQUIRED, true, Optional.of(Set.of(Scope.JOBS_READ)));

    private final Config config;
    private final String path;
    private final String api;
    private final List<ApiOperations> operations;
    private final Handler<RoutingContext> stream;
    private final Traces traces;
    private final Proxies proxies;
    private final Cookies cookies;
    private final Callers callers;
    private final SecurityTrail trail;
    private final ProblemHandler problems;
    private volatile @Nullable HttpServer server;
    private volatile boolean leaving;

    /** @param stream runs for {@code GET /api/v1/stream}, its caller and origin verified, before the upgrade */
    public ApiVerticle(
            Config config,
            List<ApiOperations> operations,
            Handler<RoutingContext> stream,
            SessionManager sessions,
            TokenManager tokens,
            Traces traces) {
        this.config = config;
        path = config.server().path();
        api = path + "/api/v1";
        this.operations = List.copyOf(operations);
        this.stream = stream;
        this.traces = traces;
        proxies = new Proxies(config.server());
        trail = new SecurityTrail(proxies);
        problems = new ProblemHandler(trail);
        cookies = new Cookies(proxies);
        callers = new Callers(sessions, tokens, cookies);
    }

    @Override
    public Future<?> start() {
        // Takes seconds of a busy processor, and whatever else lives on this event loop would stand still meanwhile.
        return vertx.executeBlocking(Contract::parsed)
                .compose(document -> Contract.load(vertx, document, path)
                        .compose(contract -> vertx.executeBlocking(() -> entrance(contract, document))))
                .compose(this::listen);
    }

    /**
     * From now on each answer is the last of its connection. Completes when who keeps one open has had time to use it once more or to
     * hear of it: a connection that is closed while a request is on its way loses that.
     */
    public Future<Void> lastCall() {
        leaving = true;
        if (server == null) {
            return Future.succeededFuture();
        }
        Promise<Void> called = Promise.promise();
        vertx.setTimer(LAST_CALL.toMillis(), timer -> called.complete());
        return called.future();
    }

    /** Takes no more connections, and completes once the requests under way have their answers. */
    @Override
    public Future<?> stop() {
        return server == null
                ? Future.succeededFuture()
                : server.shutdown(LAST_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port that is listened on; another than configured if that is 0. */
    public int actualPort() {
        var listening = server;
        if (listening == null) {
            throw new IllegalStateException("the server is not listening yet");
        }
        return listening.actualPort();
    }

    /** Fails until requests are taken. */
    public Future<Void> probe() {
        return server == null ? Future.failedFuture("not listening yet") : Future.succeededFuture();
    }

    private record Entrance(FrontDoor door, HeaderDeadline deadline) {}

    private Entrance entrance(OpenAPIContract contract, JsonObject document) {
        var files = new StaticFiles(config.server());
        var headers = new SecurityHeaders(config.server(), proxies, files.page(""));
        var deadline = ServerOptions.headerDeadline(vertx);
        var router = router(contract, document, files, deadline);
        return new Entrance(new FrontDoor(config.server(), headers, problems, router), deadline);
    }

    private Future<Void> listen(Entrance entrance) {
        var door = entrance.door();
        var deadline = entrance.deadline();
        var named = new NamedByProxy(config);
        var options = ServerOptions.of(config);
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    deadline.opened(connection);
                    ExactRequestDecoder.install(connection, options);
                })
                .requestHandler(request -> {
                    if (leaving && request.version() != HttpVersion.HTTP_2) {
                        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                    }
                    named.strip(request);
                    door.admit(request);
                })
                .invalidRequestHandler(door::refuseUnreadable)
                .listen(config.server().port(), config.server().host())
                .onSuccess(listening -> server = listening)
                .onSuccess(listening ->
                        LOG.atInfo().addKeyValue("port", listening.actualPort()).log("api listening"))
                .mapEmpty();
    }

    private Router router(OpenAPIContract contract, JsonObject document, StaticFiles files, HeaderDeadline deadline) {
        var origins = new Origins(config.server(), proxies, cookies);
        var router = Router.router(vertx);
        router.route().handler(deadline::begun).failureHandler(problems);
        files.mountPageOfApi(router);
        router.route(path + "/api/*").handler(origins::guard);
        router.route(HttpMethod.GET, api + "/stream")
                .handler(callers::requirePaused)
                .handler(ApiVerticle::permitStream)
                .handler(origins::guardSocket)
                .handler(stream);
        Documents.mount(router, document, api, config.server());
        router.route(api + "/*").subRouter(api(contract, document));
        router.route(path + "/api/*").handler(ctx -> ctx.fail(404));
        files.mount(router);
        router.route().handler(ctx -> ctx.fail(404));
        return router;
    }

    private Router api(OpenAPIContract contract, JsonObject document) {
        var guard = new RequestGuard(vertx, contract, config);
        var work = new BodyWork(vertx);
        var judge = new ContractJudge(
                vertx, contract, document, work, config.limits().unpackedBytes());
        var builder = RouterBuilder.create(vertx, contract)
                .rootHandler(guard::identify)
                .rootHandler(this::name)
                .rootHandler(trail::follow)
                .rootHandler(this::authenticate)
                .rootHandler(ApiVerticle::permit)
                .rootHandler(guard::checkKind)
                .rootHandler(guard::awaitTurn)
                .rootHandler(guard::readBody)
                .rootHandler(work::offer);
        var handlers = handlers();
        builder.getRoutes().forEach(route -> {
            var id = route.getOperation().getOperationId();
            var handler = handlers.remove(id);
            if (handler == null) {
                throw new IllegalStateException("nobody implements the operation " + id);
            }
            route.setDoValidation(false).addHandler(judge::judge).addHandler(handler);
        });
        if (!handlers.isEmpty()) {
            throw new IllegalStateException("the contract does not know the operations " + handlers.keySet());
        }
        return builder.createRouter();
    }

    private Map<String, Handler<RoutingContext>> handlers() {
        var handlers = new HashMap<String, Handler<RoutingContext>>();
        operations.forEach(each -> handlers.putAll(each.operations()));
        return handlers;
    }

    private void name(RoutingContext ctx) {
        traces.route(Requests.operation(ctx).getAbsoluteOpenAPIPath());
        ctx.next();
    }

    private void authenticate(RoutingContext ctx) {
        var operation = Requests.operation(ctx);
        switch (Access.of(operation).proof()) {
            case NOT_ASKED -> ctx.next();
            case WELCOME -> callers.recognise(ctx);
            case REQUIRED -> {
                if (Contract.takesArchive(operation)) {
                    callers.requirePaused(ctx);
                } else {
                    callers.require(ctx);
                }
            }
        }
    }

    private static void permitStream(RoutingContext ctx) {
        STREAM_ACCESS.permit(Callers.of(ctx));
        ctx.next();
    }

    private static void permit(RoutingContext ctx) {
        Callers.find(ctx).ifPresent(Access.of(Requests.operation(ctx))::permit);
        ctx.next();
    }
}
