package io.driftline.wiring;

import io.driftline.api.ApiOperations;
import io.driftline.api.account.AccountsApi;
import io.driftline.api.account.GuestsApi;
import io.driftline.api.account.NamedApi;
import io.driftline.api.account.OpenIdApi;
import io.driftline.api.account.OwnAccountApi;
import io.driftline.api.account.PasswordResetApi;
import io.driftline.api.account.UsageApi;
import io.driftline.api.catalogue.CatalogApi;
import io.driftline.api.catalogue.NamedPanelsApi;
import io.driftline.api.catalogue.PanelApi;
import io.driftline.api.catalogue.ServiceApi;
import io.driftline.api.jobs.ChecksApi;
import io.driftline.api.jobs.GuestGate;
import io.driftline.api.jobs.InputsApi;
import io.driftline.api.jobs.JobAcceptance;
import io.driftline.api.jobs.JobsApi;
import io.driftline.api.jobs.PairsApi;
import io.driftline.api.jobs.QueueApi;
import io.driftline.api.jobs.ReadingsApi;
import io.driftline.api.jobs.RepeatApi;
import io.driftline.api.jobs.SharesApi;
import io.driftline.api.operator.AuditApi;
import io.driftline.api.operator.InvitationsApi;
import io.driftline.api.operator.ModelsAdminApi;
import io.driftline.api.operator.OperatorApi;
import io.driftline.api.operator.RolesApi;
import io.driftline.api.operator.UserLimitsApi;
import io.driftline.api.results.ResultsApi;
import io.driftline.catalog.NamedPanels;
import io.driftline.catalog.Panel;
import io.driftline.catalog.Panels;
import io.driftline.config.Config;
import io.driftline.config.Version;
import io.driftline.deployment.Deployments;
import io.driftline.jobs.mysql.Forecasts;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.jobs.mysql.UserLimits;
import io.driftline.operations.SystemOverview;
import io.driftline.sharing.Shares;
import io.driftline.tracing.Traces;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.stream.Stream;

/** Every operation of the contract, each made of what it stands on. */
final class OfferedOperations {
    private OfferedOperations() {}

    static List<ApiOperations> of(
            EventBus bus,
            Config config,
            Stores stores,
            Links links,
            AccountSide people,
            SystemOverview overview,
            Traces traces) {
        return Stream.of(
                        ofAccounts(config, people),
                        ofJobs(bus, config, stores, links, new GuestGate(config.server(), people.guests()), traces),
                        ofOperators(bus, stores, people, overview))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<ApiOperations> ofAccounts(Config config, AccountSide people) {
        return Stream.of(
                new AccountsApi(
                        config.server(), people.accounts(), people.guests(), people.sessions(), people.tokens()),
                new GuestsApi(config, people.guests(), people.sessions()),
                new OwnAccountApi(config.server(), people.own(), people.sessions()),
                new NamedApi(config, people.named(), people.guests(), people.sessions()),
                new OpenIdApi(config.server(), people.openid(), people.guests(), people.sessions()),
                new PasswordResetApi(config.server(), people.reset()),
                new ServiceApi(Version.current(), people.accounts(), people.named(), config));
    }

    private static Stream<ApiOperations> ofJobs(
            EventBus bus, Config config, Stores stores, Links links, GuestGate guests, Traces traces) {
        var jobs = stores.jobs();
        var catalog = stores.catalog();
        var panels = new Panels(Panel.load(config), new NamedPanels(stores.database(), stores.clock()));
        var limits = new UserLimits(stores.database());
        var quotas = new Quotas(stores.database(), config.limits(), config.jobs(), stores.clock());
        var accepting = new JobAcceptance(jobs, guests, quotas, links.announcer(), traces);
        return Stream.of(
                new CatalogApi(config, catalog, limits),
                new JobsApi(jobs, catalog, links.announcer(), accepting, config, panels),
                new PairsApi(jobs, catalog, accepting),
                new RepeatApi(jobs, catalog, accepting),
                new InputsApi(jobs),
                new ChecksApi(bus, guests, config, panels),
                new ReadingsApi(config, guests),
                new ResultsApi(jobs),
                new SharesApi(jobs, new Shares(stores.database(), stores.clock()), config, stores.clock()),
                new PanelApi(panels.standard()),
                new NamedPanelsApi(panels.named(), config.limits()),
                new QueueApi(new Forecasts(stores.database())),
                new UsageApi(quotas, limits));
    }

    private static Stream<ApiOperations> ofOperators(
            EventBus bus, Stores stores, AccountSide people, SystemOverview overview) {
        return Stream.of(
                new ModelsAdminApi(new Deployments(stores.deployments(), bus, stores.clock())),
                new OperatorApi(bus, overview, stores.catalog()),
                new RolesApi(people.roles()),
                new InvitationsApi(people.invitations(), people.letters()),
                new AuditApi(stores.audit()),
                new UserLimitsApi(new UserLimits(stores.database())));
    }
}
