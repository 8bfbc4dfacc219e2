package io.driftline.api;

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
import io.driftline.api.answer.Answers;
import io.driftline.api.caller.Callers;
import io.driftline.api.catalogue.CatalogApi;
import io.driftline.api.catalogue.PanelApi;
import io.driftline.api.catalogue.ServiceApi;
import io.driftline.api.jobs.QueueApi;
import io.driftline.api.operator.InvitationsApi;
import io.driftline.api.operator.ModelsAdminApi;
import io.driftline.api.operator.OperatorApi;
import io.driftline.api.operator.RolesApi;
import io.driftline.api.server.ApiVerticle;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.MySqlCatalog;
import io.driftline.catalog.MySqlCatalogImport;
import io.driftline.catalog.Panel;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.deployment.Deployments;
import io.driftline.deployment.MySqlDeployments;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.jobs.UserTurns;
import io.driftline.jobs.mysql.Forecasts;
import io.driftline.jobs.mysql.JobRemoval;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.operations.MySqlWorkload;
import io.driftline.operations.SystemOverview;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP server with real accounts and catalogue on an empty database; operations on jobs echo their body. */
public final class TestApi implements AutoCloseable {
    public final Vertx vertx;
    public final MutableClock clock = new MutableClock();
    public final Config config;
    public final Sessions sessions;
    public final Catalog catalog;
    private final Database database;
    private final ApiVerticle verticle;
    private final String deployment;
    private volatile @Nullable Context serving;

    public TestApi(Config config, Vertx vertx) {
        this(config, vertx, server -> server);
    }

    public TestApi(Config base, Vertx vertx, UnaryOperator<Config.Server> change) {
        this(base, vertx, change, base.accounts());
    }

    public TestApi(Config base, Vertx vertx, UnaryOperator<Config.Server> change, Config.Accounts settings) {
        this.vertx = vertx;
        config = new Config(
                change.apply(base.server()),
                base.operations(),
                base.embedded(),
                base.database(),
                base.redis(),
                base.broker(),
                base.workers(),
                base.keys(),
                base.sessions(),
                settings,
                base.jobs(),
                base.panel(),
                base.limits());
        database = TestDatabase.emptied(vertx, config.database());
        var bus = vertx.eventBus();
        var accessTokens = new AccessTokens(vertx, config.keys().session(), clock);
        sessions = new Sessions(new MySqlSessions(database), accessTokens, config.sessions(), bus, clock);
        var tokens = new Tokens(new MySqlTokens(database), config.limits().tokensPerUser(), bus, clock);
        var users = new MySqlUsers(database);
        var accounts = new Accounts(
                users, new MySqlThrottle(database, settings, clock), new Passwords(vertx), settings, clock);
        catalog = new Catalog(new MySqlCatalog(database), new MySqlCatalogImport(database), clock);
        var removal = new JobRemoval(database, new UserTurns(vertx), new Announcer(bus, NodeLink.NONE));
        var ownAccount = new OwnAccount(accounts, users, sessions, tokens, removal, catalog);
        verticle = new ApiVerticle(
                config,
                List.of(
                        new AccountsApi(config.server(), accounts, sessions, tokens),
                        new OwnAccountApi(config.server(), ownAccount, sessions),
                        new CatalogApi(config, catalog),
                        new ModelsAdminApi(new Deployments(new MySqlDeployments(database), bus, clock)),
                        new OperatorApi(
                                bus,
                                new SystemOverview(Map.of(), new MySqlWorkload(database), catalog, bus, clock),
                                catalog),
                        new RolesApi(new Roles(new MySqlRoles(database), sessions, tokens, clock)),
                        new PanelApi(Panel.load(config)),
                        new QueueApi(new Forecasts(database)),
                        new UsageApi(new Quotas(database, config.limits(), config.jobs())),
                        new InvitationsApi(new Invitations(database, clock)),
                        new ServiceApi("1.0", accounts),
                        this::jobs),
                TestApi::stream,
                sessions,
                tokens);
        deployment = Running.await(vertx.deployVerticle(verticle));
    }

    public int port() {
        return verticle.actualPort();
    }

    /** The one that requests are served on; known once an operation on jobs has been asked for. */
    public Context serving() {
        return Objects.requireNonNull(serving, "no job was asked for yet");
    }

    public String origin() {
        return (config.server().tls() == null ? "http" : "https") + "://127.0.0.1:" + port();
    }

    public void sql(String statement) {
        Running.await(database.statement(client -> client.query(statement).execute()));
    }

    public Browser browser() {
        return new Browser(this);
    }

    @Override
    public void close() {
        Running.await(vertx.undeploy(deployment));
    }

    private Map<String, Handler<RoutingContext>> jobs() {
        return Stream.of(
                        "checkSequences",
                        "readFiles",
                        "listJobs",
                        "submitJob",
                        "submitPair",
                        "repeatJob",
                        "readJob",
                        "deleteJob",
                        "cancelJob",
                        "listJobEvents",
                        "readResult",
                        "shareResult",
                        "readShare",
                        "revokeShare",
                        "openShared",
                        "readResultCsv",
                        "readResultTsv",
                        "listRows",
                        "streamEvents")
                .collect(Collectors.toMap(id -> id, id -> this::echo, (a, b) -> a, LinkedHashMap::new));
    }

    private void echo(RoutingContext ctx) {
        serving = ctx.vertx().getOrCreateContext();
        if (ctx.request().path().contains("/jobs/fail")) {
            throw new IllegalStateException("a fault of ours");
        }
        Answers.json(
                ctx, 200, new JsonObject().put("caller", Callers.of(ctx).user().name()));
    }

    private static void stream(RoutingContext ctx) {
        // As late as a handler that asks another node first.
        ctx.vertx()
                .timer(20, TimeUnit.MILLISECONDS)
                .compose(late -> ctx.request().toWebSocket())
                .onSuccess(
                        socket -> socket.writeTextMessage(Callers.of(ctx).user().name()))
                .onFailure(ctx::fail);
    }
}
