package io.driftline.wiring;

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
import io.driftline.config.Config;
import io.driftline.database.Door;
import io.driftline.jobs.mysql.JobRemoval;
import io.vertx.core.Vertx;

/** Who may come in, and what they may. */
public record AccountSide(
        Accounts accounts, Sessions sessions, Tokens tokens, Roles roles, Invitations invitations, OwnAccount own) {

    public static AccountSide of(Vertx vertx, Config config, Stores stores, Links links) {
        var bus = vertx.eventBus();
        var clock = stores.clock();
        var database = stores.database();
        var keys = new AccessTokens(vertx, config.keys().session(), clock);
        var sessions = new Sessions(new MySqlSessions(database), keys, config.sessions(), bus, clock);
        var tokens = new Tokens(new MySqlTokens(database), config.limits().tokensPerUser(), bus, clock);
        var users = new MySqlUsers(database);
        var accounts = new Accounts(
                users,
                new MySqlThrottle(database, config.accounts(), clock),
                new Passwords(vertx),
                config.accounts(),
                clock);
        var removal = new JobRemoval(database.by(Door.FLOW), stores.turns(), links.announcer());
        return new AccountSide(
                accounts,
                sessions,
                tokens,
                new Roles(new MySqlRoles(database), sessions, tokens, clock),
                new Invitations(database, clock),
                new OwnAccount(accounts, users, sessions, tokens, removal, stores.catalog()));
    }
}
