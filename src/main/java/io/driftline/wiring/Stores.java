package io.driftline.wiring;

import io.driftline.audit.mysql.MySqlAuditTrail;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.MySqlCatalog;
import io.driftline.catalog.MySqlCatalogImport;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.database.DatabaseClock;
import io.driftline.database.Door;
import io.driftline.deployment.MySqlDeployments;
import io.driftline.jobs.UserTurns;
import io.driftline.jobs.mysql.MySqlJobClaims;
import io.driftline.jobs.mysql.MySqlJobLeases;
import io.driftline.jobs.mysql.MySqlJobProgress;
import io.driftline.jobs.mysql.MySqlJobRetention;
import io.driftline.jobs.mysql.MySqlJobs;
import io.driftline.jobs.mysql.MySqlUserEvents;
import io.vertx.core.Vertx;

/** The truth: the database and what is kept in it. */
public record Stores(
        Database database,
        DatabaseClock clock,
        UserTurns turns,
        MySqlJobs jobs,
        MySqlJobClaims claims,
        MySqlJobLeases leases,
        MySqlJobRetention retention,
        MySqlJobProgress progress,
        MySqlUserEvents events,
        Catalog catalog,
        MySqlDeployments deployments,
        MySqlAuditTrail audit) {

    public static Stores of(Vertx vertx, Config config) {
        var database = new Database(vertx, config.database());
        var flow = database.by(Door.FLOW);
        var clock = new DatabaseClock(database.by(Door.PROBES));
        var turns = new UserTurns(vertx);
        return new Stores(
                database,
                clock,
                turns,
                new MySqlJobs(database, turns, config.limits(), clock),
                new MySqlJobClaims(flow, config.jobs()),
                new MySqlJobLeases(flow, config.jobs(), clock),
                new MySqlJobRetention(flow, config.jobs()),
                new MySqlJobProgress(flow, config.jobs(), clock),
                new MySqlUserEvents(database),
                new Catalog(new MySqlCatalog(database), new MySqlCatalogImport(flow), clock),
                new MySqlDeployments(database),
                new MySqlAuditTrail(database));
    }
}
