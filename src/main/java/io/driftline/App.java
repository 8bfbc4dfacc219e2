package io.driftline;

import io.driftline.accounts.AccessTokens;
import io.driftline.accounts.Accounts;
import io.driftline.accounts.Invitations;
import io.driftline.accounts.MySqlRoles;
import io.driftline.accounts.MySqlSessions;
import io.driftline.accounts.MySqlThrottle;
import io.driftline.accounts.MySqlTokens;
import io.driftline.accounts.MySqlUsers;
import io.driftline.accounts.OwnAccount;
import io.driftline.accounts.Passwords;
import io.driftline.accounts.Roles;
import io.driftline.accounts.Sessions;
import io.driftline.accounts.Tokens;
import io.driftline.api.account.AccountsApi;
import io.driftline.api.account.OwnAccountApi;
import io.driftline.api.account.UsageApi;
import io.driftline.api.caller.Caller;
import io.driftline.api.caller.Callers;
import io.driftline.api.catalogue.CatalogApi;
import io.driftline.api.catalogue.PanelApi;
import io.driftline.api.catalogue.ServiceApi;
import io.driftline.api.jobs.Accepting;
import io.driftline.api.jobs.ChecksApi;
import io.driftline.api.jobs.JobsApi;
import io.driftline.api.jobs.PairsApi;
import io.driftline.api.jobs.QueueApi;
import io.driftline.api.jobs.ReadingsApi;
import io.driftline.api.jobs.RepeatApi;
import io.driftline.api.jobs.SharesApi;
import io.driftline.api.operator.InvitationsApi;
import io.driftline.api.operator.ModelsAdminApi;
import io.driftline.api.operator.OperatorApi;
import io.driftline.api.operator.RolesApi;
import io.driftline.api.results.ResultsApi;
import io.driftline.api.server.ApiVerticle;
import io.driftline.bus.RecordCodec;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.CatalogVerticle;
import io.driftline.catalog.MySqlCatalog;
import io.driftline.catalog.MySqlCatalogImport;
import io.driftline.catalog.Panel;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.database.DatabaseClock;
import io.driftline.database.Door;
import io.driftline.deployment.Deployments;
import io.driftline.deployment.MySqlDeployments;
import io.driftline.deployment.RetirementVerticle;
import io.driftline.dispatch.DispatchVerticle;
import io.driftline.dispatch.FlaskModelFiles;
import io.driftline.dispatch.FlaskModelWorkers;
import io.driftline.dispatch.LeaseSweepVerticle;
import io.driftline.dispatch.ModelFilesVerticle;
import io.driftline.dispatch.WorkerWatchVerticle;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.jobs.UserTurns;
import io.driftline.jobs.mysql.Forecasts;
import io.driftline.jobs.mysql.JobRemoval;
import io.driftline.jobs.mysql.MySqlJobLeases;
import io.driftline.jobs.mysql.MySqlJobProgress;
import io.driftline.jobs.mysql.MySqlJobQueue;
import io.driftline.jobs.mysql.MySqlJobs;
import io.driftline.jobs.mysql.MySqlUserEvents;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.operations.FlowMetricsVerticle;
import io.driftline.operations.Lookout;
import io.driftline.operations.Metrics;
import io.driftline.operations.MySqlWorkload;
import io.driftline.operations.OperationsVerticle;
import io.driftline.push.RedisNodeLink;
import io.driftline.push.SocketTimes;
import io.driftline.push.Subscriber;
import io.driftline.push.UserLines;
import io.driftline.sharing.Shares;
import io.driftline.staging.RedisStagingArea;
import io.driftline.staging.RedisState;
import io.driftline.staging.StagingVerticle;
import io.driftline.status.RabbitStatusSource;
import io.driftline.status.StatusVerticle;
import io.driftline.wire.StatusKeys;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The wiring: what each step stands on, then the steps, listeners before senders and the API last, so that requests are
 * taken only once the rest is up.
 */
public final class App {
    private final Vertx vertx;
    private final Database database;
    private final Redis redis;
    private final UserLines lines;
    private final ApiVerticle api;
    private final OperationsVerticle operations;
    private final List<Deployable> steps;
    private final Deque<String> deployed = new ArrayDeque<>();
    private volatile boolean draining;

    private App(Vertx vertx, Config config) {
        this.vertx = vertx;
        var bus = vertx.eventBus();
        RecordCodec.register(bus);

        // The truth
        database = new Database(vertx, config.database());
        var flow = database.by(Door.FLOW);
        var probes = database.by(Door.PROBES);
        var clock = new DatabaseClock(probes);
        var turns = new UserTurns(vertx);
        var jobs = new MySqlJobs(database, turns, config.limits(), clock);
        var queue = new MySqlJobQueue(flow, config.jobs());
        var leases = new MySqlJobLeases(flow, config.jobs(), clock);
        var progress = new MySqlJobProgress(flow, config.jobs(), clock);
        var events = new MySqlUserEvents(database);
        var catalog = new Catalog(new MySqlCatalog(database), new MySqlCatalogImport(flow), clock);
        var deployments = new MySqlDeployments(database);
        var panel = Panel.load(config);
        var sessions = new Sessions(
                new MySqlSessions(database),
                new AccessTokens(vertx, config.keys().session(), clock),
                config.sessions(),
                bus,
                clock);
        var tokens = new Tokens(new MySqlTokens(database), config.limits().tokensPerUser(), bus, clock);
        var users = new MySqlUsers(database);
        var accounts = new Accounts(
                users,
                new MySqlThrottle(database, config.accounts(), clock),
                new Passwords(vertx),
                config.accounts(),
                clock);

        // Copies, workers, and what carries their words
        redis = Redis.createClient(vertx, redisOptions(config.redis()));
        var redisState = new RedisState(redis);
        var staging = new RedisStagingArea(redis, config.jobs().staged());
        var workers = new FlaskModelWorkers(vertx, config.workers());
        var statusKeys = new StatusKeys(
                Base64.getUrlDecoder().decode(config.keys().status().value()));
        var source = new RabbitStatusSource(vertx, config.broker());
        // The embedded default is one gateway; real servers may have any number.
        var link = new RedisNodeLink(redis, Redis.createClient(vertx, redisOptions(config.redis())));
        var announcer = new Announcer(bus, config.embedded().enabled() ? NodeLink.NONE : link);
        var ownAccount =
                new OwnAccount(accounts, users, sessions, tokens, new JobRemoval(flow, turns, announcer), catalog);
        var roles = new Roles(new MySqlRoles(database), sessions, tokens, clock);
        var lookout = new Lookout(
                Map.of(
                        "database",
                        () -> probes.state()
                                .map(facts -> facts.put(
                                        "clockSkewMillis", clock.skew().toMillis())),
                        "redis",
                        redisState::ask,
                        "broker",
                        source::state),
                new MySqlWorkload(probes),
                catalog,
                bus,
                clock);
        var workerWatch = new WorkerWatchVerticle(workers, config.jobs().sweep());

        // The public side
        lines = new UserLines(
                vertx, events, App::subscriber, sessions::alive, config.limits(), SocketTimes.DEFAULT, clock);
        var quotas = new Quotas(database, config.limits(), config.jobs());
        var accepting = new Accepting(jobs, quotas, announcer);
        api = new ApiVerticle(
                config,
                List.of(
                        new AccountsApi(config.server(), accounts, sessions, tokens),
                        new OwnAccountApi(config.server(), ownAccount, sessions),
                        new CatalogApi(config, catalog),
                        new JobsApi(jobs, catalog, announcer, accepting, config, panel),
                        new PairsApi(jobs, catalog, accepting),
                        new RepeatApi(jobs, catalog, accepting),
                        new ChecksApi(bus, config, panel),
                        new ReadingsApi(config),
                        new ResultsApi(jobs),
                        new SharesApi(jobs, new Shares(database, clock), config, clock),
                        new PanelApi(panel),
                        new QueueApi(new Forecasts(database)),
                        new UsageApi(quotas),
                        new ServiceApi(Main.Version.current(), accounts),
                        new ModelsAdminApi(new Deployments(deployments, bus, clock)),
                        new OperatorApi(bus, lookout, catalog),
                        new RolesApi(roles),
                        new InvitationsApi(new Invitations(database, clock)),
                        () -> Map.of("streamEvents", lines.eventStreams())),
                lines.sockets(),
                sessions,
                tokens);
        operations = new OperationsVerticle(
                config.operations(),
                Metrics.registry(),
                lookout,
                Map.of(
                        "api", api::probe,
                        "catalogue", catalog::probe,
                        "clock", clock::probe,
                        "database", probes::probe,
                        "redis", redisState::probe,
                        "broker", source::probe,
                        "status", source::moving,
                        "worker", workerWatch::probe),
                () -> draining);

        steps = List.of(
                clock,
                operations,
                link,
                new FlowMetricsVerticle(Metrics.registry(), lines::open, database::silences),
                new StagingVerticle(staging, queue, config.limits().resultBytes()),
                new StatusVerticle(
                        source,
                        progress,
                        leases,
                        announcer,
                        statusKeys,
                        config.limits().statusMessageBytes()),
                new DispatchVerticle(workers, queue, statusKeys, config.jobs()),
                new LeaseSweepVerticle(leases, workers, announcer, config.jobs()),
                new CatalogVerticle(catalog),
                new ModelFilesVerticle(new FlaskModelFiles(vertx, config.workers())),
                new RetirementVerticle(deployments, config.jobs().sweep(), clock),
                workerWatch,
                api);
    }

    /** Starts every step; completes when requests are taken. */
    public static Future<App> start(Vertx vertx, Config config) {
        var app = new App(vertx, config);
        Future<Void> up = app.database
                .requireRoomFor(config.limits().resultBytes())
                .compose(room -> app.database.warnOfWeakSettings());
        for (Deployable step : app.steps) {
            up = up.compose(before -> vertx.deployVerticle(step)).map(id -> {
                app.deployed.push(id);
                return null;
            });
        }
        return up.map(started -> app).recover(failure -> app.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** Says that it is not ready, asks the sockets' clients to come back, and stops the steps in reverse order. */
    public Future<Void> stop() {
        draining = true;
        Future<Void> down = lines.drain();
        while (!deployed.isEmpty()) {
            var id = deployed.pop();
            down = down.eventually(() -> vertx.undeploy(id));
        }
        return down.eventually(database::close).eventually(() -> {
            redis.close();
            return Future.succeededFuture();
        });
    }

    /** The port of page and API. */
    public int port() {
        return api.actualPort();
    }

    /** The private port of health and metrics. */
    public int operationsPort() {
        return operations.port();
    }

    private static Subscriber subscriber(RoutingContext context) {
        Caller caller = Callers.of(context);
        return new Subscriber(caller.user().id(), caller.session());
    }

    private static RedisOptions redisOptions(Config.RedisServer config) {
        return new RedisOptions()
                .setConnectionString(config.uri().value())
                .setMaxPoolSize(8)
                .setMaxPoolWaiting(10_000)
                .setMaxWaitingHandlers(10_000);
    }
}
