package io.driftline.wiring;

import io.driftline.accounts.AccountManager;
import io.driftline.accounts.GuestManager;
import io.driftline.accounts.Invitations;
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
import io.driftline.config.Config;
import io.driftline.database.Door;
import io.driftline.jobs.mysql.MySqlAccountJobRemoval;
import io.driftline.mail.Letters;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;

/** Who may come in, and what they may. */
public record AccountSide(
        AccountManager accounts,
        SessionManager sessions,
        TokenManager tokens,
        RoleManager roles,
        Invitations invitations,
        OwnAccount own,
        PasswordReset reset,
        GuestManager guests,
        OpenIdSignIn openid,
        NamedSignIn named,
        Optional<Letters> letters) {

    public static AccountSide of(Vertx vertx, Config config, Stores stores, Links links) {
        var bus = vertx.eventBus();
        var clock = stores.clock();
        var database = stores.database();
        var keys = new AccessTokens(vertx, config.keys().session(), clock);
        var sessions = new SessionManager(new MySqlSessions(database), keys, config.sessions(), bus, clock);
        var tokens = new TokenManager(new MySqlTokens(database), config.limits().tokensPerUser(), bus, clock);
        var users = new MySqlUsers(database);
        var settings = config.accounts();
        var tries = new MySqlAccountAttempts(database, settings, clock);
        var accounts = new AccountManager(users, tries, new Passwords(vertx), settings, clock);
        var roles = new MySqlRoles(database);
        var passwordLinks = new MySqlPasswordLinks(database, clock);
        var letters = Optional.ofNullable(settings.mail())
                .map(mail -> new Letters(vertx, mail, config.server().publicAddress()));
        var admission = new Admission(new MySqlIdentities(database), roles, settings.registration(), clock);
        var removal = new MySqlAccountJobRemoval(database.by(Door.FLOW), stores.turns(), links.announcer());
        return new AccountSide(
                accounts,
                sessions,
                tokens,
                new RoleManager(roles, sessions, tokens, clock),
                new MySqlInvitations(database, clock),
                new OwnAccount(accounts, users, sessions, tokens, removal, stores.catalog()),
                new PasswordReset(passwordLinks, accounts, sessions, users, tries, letters),
                new GuestManager(new MySqlGuests(database, config.accounts().guests(), clock), removal, config),
                new OpenIdSignIn(provider(vertx, config, clock), settings.openid(), admission, tries),
                new NamedSignIn(admission, tries),
                letters);
    }

    /** The settings have an address of this installation where they have a provider. */
    private static Optional<OpenIdProvider> provider(Vertx vertx, Config config, Clock clock) {
        return Optional.ofNullable(config.accounts().openid())
                .map(openid ->
                        new OpenIdProvider(vertx, openid, config.server().publicAddress() + "/signin/return", clock));
    }
}
