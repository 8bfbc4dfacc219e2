package io.driftline.api;

import io.driftline.accounts.AccountManager;
import io.driftline.accounts.GuestManager;
import io.driftline.accounts.OwnAccount;
import io.driftline.accounts.PasswordReset;
import io.driftline.accounts.RoleManager;
import io.driftline.accounts.credentials.AccessTokens;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.TokenManager;
import io.driftline.accounts.institute.Admission;
import io.driftline.accounts.institute.NamedSignIn;
import io.driftline.accounts.institute.OpenIdProvider;
import io.driftline.accounts.institute.OpenIdSignIn;
import io.driftline.accounts.mysql.MySqlAccountAttempts;
import io.driftline.accounts.mysql.MySqlGuests;
import io.driftline.accounts.mysql.MySqlIdentities;
import io.driftline.accounts.mysql.MySqlInvitations;
import io.driftline.accounts.mysql.MySqlPasswordLinks;
import io.driftline.accounts.mysql.MySqlRoles;
import io.driftline.accounts.mysql.MySqlSessions;
import io.driftline.accounts.mysql.MySqlTokens;
import io.driftline.accounts.mysql.MySqlUsers;
import io.driftline.accounts.passwords.Passwords;
import io.driftline.api.account.AccountsApi;
import io.driftline.api.account.GuestsApi;
import io.driftline.api.account.NamedApi;
import io.driftline.api.account.OpenIdApi;
import io.driftline.api.account.OwnAccountApi;
import io.driftline.api.account.PasswordResetApi;
import io.driftline.api.account.UsageApi;
import io.driftline.api.answer.Answers;
import io.driftline.api.caller.Callers;
import io.driftline.api.catalogue.CatalogApi;
import io.driftline.api.catalogue.NamedPanelsApi;
import io.driftline.api.catalogue.PanelApi;
import io.driftline.api.catalogue.ServiceApi;
import io.driftline.api.jobs.QueueApi;
import io.driftline.api.operator.AuditApi;
import io.driftline.api.operator.InvitationsApi;
import io.driftline.api.operator.ModelsAdminApi;
import io.driftline.api.operator.OperatorApi;
import io.driftline.api.operator.RolesApi;
import io.driftline.api.operator.UserLimitsApi;
import io.driftline.api.server.ApiVerticle;
import io.driftline.audit.mysql.MySqlAuditTrail;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.MySqlCatalog;
import io.driftline.catalog.MySqlCatalogImport;
import io.driftline.catalog.NamedPanels;
import io.driftline.catalog.Panel;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.deployment.Deployments;
import io.driftline.deployment.MySqlDeployments;
import io.driftline.identity.UserId;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.jobs.UserTurns;
import io.driftline.jobs.mysql.Forecasts;
import io.driftline.jobs.mysql.MySqlAccountJobRemoval;
import io.driftline.jobs.mysql.MySqlJobs;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.jobs.mysql.UserLimits;
import io.driftline.mail.Letters;
import io.driftline.operations.MySqlWorkload;
import io.driftline.operations.SystemOverview;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.Store;
import io.driftline.tracing.Traces;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP server with real accounts and catalogue on an empty database; operations on jobs echo their body. */
public final class TestApi implements AutoCloseable {
    public final Vertx vertx;
    public final MutableClock clock = new MutableClock();
    public final Config config;
    public final SessionManager sessions;
    public final Catalog catalog;
    public final GuestManager guests;
    private final Database database;
    private final ApiVerticle verticle;
    private final String deployment;
    private volatile @Nullable Context serving;

    public TestApi(Config config, Vertx vertx) {
        this.vertx = vertx;
        this.config = config;
        var settings = config.accounts();
        database = TestDatabase.emptied(vertx, config.database());
        var bus = vertx.eventBus();
        var accessTokens = new AccessTokens(vertx, config.keys().session(), clock);
        sessions = new SessionManager(new MySqlSessions(database), accessTokens, config.sessions(), bus, clock);
        var tokens = new TokenManager(new MySqlTokens(database), config.limits().tokensPerUser(), bus, clock);
        var users = new MySqlUsers(database);
        var tries = new MySqlAccountAttempts(database, settings, clock);
        var accounts = new AccountManager(users, tries, new Passwords(vertx), settings, clock);
        catalog = new Catalog(new MySqlCatalog(database), new MySqlCatalogImport(database), clock);
        var removal = new MySqlAccountJobRemoval(database, new UserTurns(vertx), new Announcer(bus, NodeLink.NONE));
        var ownAccount = new OwnAccount(accounts, users, sessions, tokens, removal, catalog);
        guests = new GuestManager(new MySqlGuests(database, settings.guests(), clock), removal, config);
        var provider = Optional.ofNullable(settings.openid())
                .map(openid ->
                        new OpenIdProvider(vertx, openid, config.server().publicAddress() + "/signin/return", clock));
        var links = new MySqlPasswordLinks(database, clock);
        var letters = Optional.ofNullable(settings.mail())
                .map(mail -> new Letters(vertx, mail, config.server().publicAddress()));
        var admission =
                new Admission(new MySqlIdentities(database), new MySqlRoles(database), settings.registration(), clock);
        var named = new NamedSignIn(admission, tries);
        var openid = new OpenIdSignIn(provider, settings.openid(), admission, tries);
        verticle = new ApiVerticle(
                config,
                List.of(
                        new AccountsApi(config.server(), accounts, guests, sessions, tokens),
                        new GuestsApi(config, guests, sessions),
                        new NamedApi(config, named, guests, sessions),
                        new OpenIdApi(config.server(), openid, guests, sessions),
                        new OwnAccountApi(config.server(), ownAccount, sessions),
                        new PasswordResetApi(
                                config.server(), new PasswordReset(links, accounts, sessions, users, tries, letters)),
                        new CatalogApi(config, catalog, new UserLimits(database)),
                        new ModelsAdminApi(new Deployments(new MySqlDeployments(database), bus, clock)),
                        new OperatorApi(
                                bus,
                                new SystemOverview(Map.of(), new MySqlWorkload(database), catalog, bus, clock),
                                catalog),
                        new RolesApi(new RoleManager(new MySqlRoles(database), sessions, tokens, clock)),
                        new PanelApi(Panel.load(config)),
                        new NamedPanelsApi(new NamedPanels(database, clock), config.limits()),
                        new QueueApi(new Forecasts(database)),
                        new UsageApi(
                                new Quotas(database, config.limits(), config.jobs(), Clock.systemUTC()),
                                new UserLimits(database)),
                        new UserLimitsApi(new UserLimits(database)),
                        new AuditApi(new MySqlAuditTrail(database)),
                        new InvitationsApi(new MySqlInvitations(database, clock), letters),
                        new ServiceApi("1.0", accounts, named, config),
                        this::jobs),
                TestApi::stream,
                sessions,
                tokens,
                Traces.none());
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

    /** A job of this user, which waits. */
    public void addJob(String user) {
        var jobs = new MySqlJobs(database, new UserTurns(vertx), config.limits(), clock);
        Running.await(jobs.submit(Store.submission(new UserId(user), null)));
    }

    /** The number that a query finds. */
    public int count(String query) {
        return Running.await(database.statement(client -> client.query(query).execute()))
                .iterator()
                .next()
                .getInteger(0);
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
                        "renameJob",
                        "annotateJob",
                        "readInput",
                        "deleteJob",
                        "cancelJob",
                        "listJobEvents",
                        "readResult",
                        "shareResult",
                        "readShare",
                        "revokeShare",
                        "openShared",
                        "listSharedRows",
                        "readResultCsv",
                        "readResultTsv",
                        "readResultXlsx",
                        "readAligned",
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
