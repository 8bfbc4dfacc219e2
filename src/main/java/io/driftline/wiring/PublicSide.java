package io.driftline.wiring;

import io.driftline.api.ApiOperations;
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
import io.driftline.catalog.Panel;
import io.driftline.config.Config;
import io.driftline.config.Version;
import io.driftline.deployment.Deployments;
import io.driftline.jobs.mysql.Forecasts;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.operations.SystemOverview;
import io.driftline.push.SocketTimes;
import io.driftline.push.Subscriber;
import io.driftline.push.UserLines;
import io.driftline.sharing.Shares;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What people and scripts meet: the page, the API, and the lines on which they are told. */
public record PublicSide(UserLines lines, ApiVerticle api) {

    public static PublicSide of(
            Vertx vertx, Config config, Stores stores, Links links, AccountSide people, SystemOverview overview) {
        var sessions = people.sessions();
        var lines = new UserLines(
                vertx,
                stores.events(),
                PublicSide::subscriber,
                sessions::alive,
                config.limits(),
                SocketTimes.DEFAULT,
                stores.clock());
        List<ApiOperations> operations = Stream.of(
                        ofAccounts(config, people),
                        ofJobs(vertx.eventBus(), config, stores, links),
                        ofOperators(vertx.eventBus(), stores, people, overview),
                        Stream.<ApiOperations>of(() -> Map.of("streamEvents", lines.eventStreams())))
                .flatMap(each -> each)
                .toList();
        return new PublicSide(lines, new ApiVerticle(config, operations, lines.sockets(), sessions, people.tokens()));
    }

    private static Stream<ApiOperations> ofAccounts(Config config, AccountSide people) {
        return Stream.of(
                new AccountsApi(config.server(), people.accounts(), people.sessions(), people.tokens()),
                new OwnAccountApi(config.server(), people.own(), people.sessions()),
                new ServiceApi(Version.current(), people.accounts()));
    }

    private static Stream<ApiOperations> ofJobs(EventBus bus, Config config, Stores stores, Links links) {
        var jobs = stores.jobs();
        var catalog = stores.catalog();
        var panel = Panel.load(config);
        var quotas = new Quotas(stores.database(), config.limits(), config.jobs());
        var accepting = new Accepting(jobs, quotas, links.announcer());
        return Stream.of(
                new CatalogApi(config, catalog),
                new JobsApi(jobs, catalog, links.announcer(), accepting, config, panel),
                new PairsApi(jobs, catalog, accepting),
                new RepeatApi(jobs, catalog, accepting),
                new ChecksApi(bus, config, panel),
                new ReadingsApi(config),
                new ResultsApi(jobs),
                new SharesApi(jobs, new Shares(stores.database(), stores.clock()), config, stores.clock()),
                new PanelApi(panel),
                new QueueApi(new Forecasts(stores.database())),
                new UsageApi(quotas));
    }

    private static Stream<ApiOperations> ofOperators(
            EventBus bus, Stores stores, AccountSide people, SystemOverview overview) {
        return Stream.of(
                new ModelsAdminApi(new Deployments(stores.deployments(), bus, stores.clock())),
                new OperatorApi(bus, overview, stores.catalog()),
                new RolesApi(people.roles()),
                new InvitationsApi(people.invitations()));
    }

    private static Subscriber subscriber(RoutingContext context) {
        Caller caller = Callers.of(context);
        return new Subscriber(caller.user().id(), caller.session());
    }
}
