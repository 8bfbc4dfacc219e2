package io.driftline.api.jobs;

import io.driftline.accounts.GuestManager;
import io.driftline.api.caller.Caller;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.identity.Source;
import io.driftline.job.Submission;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Holds those who have no account to what they may; everybody else passes. */
public final class GuestGate {
    private final GuestManager guests;
    private final Proxies proxies;

    public GuestGate(Config.Server server, GuestManager guests) {
        this.guests = guests;
        proxies = new Proxies(server);
    }

    /** Fails with TOO_LARGE_FOR_GUEST or TOO_MANY_GUESTS. */
    Future<Void> admitJob(RoutingContext ctx, Submission submission) {
        return isGuest(ctx) ? guests.admitJob(submission.input(), source(ctx)) : Future.succeededFuture();
    }

    /** Of a check, or of files that are to be read; fails with TOO_MANY_GUESTS. */
    Future<Void> admitCheck(RoutingContext ctx) {
        return isGuest(ctx) ? guests.admitCheck(source(ctx)) : Future.succeededFuture();
    }

    private static boolean isGuest(RoutingContext ctx) {
        return Callers.find(ctx).filter(Caller::isGuest).isPresent();
    }

    private Source source(RoutingContext ctx) {
        return Source.of(proxies.client(ctx.request()));
    }
}
