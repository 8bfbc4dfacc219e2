package io.driftline.roster;

import io.driftline.audit.SecurityEvent;
import io.driftline.audit.SecurityLog;
import io.driftline.config.WorkerServers;
import io.driftline.roster.Roster.Entry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what workers post of themselves, {@code <mac> <json>} as they say everything. What a holder of the token has said must
 * also be of now, said for the first time, and of a place where workers may be.
 */
final class Announcements implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final int LONGEST = 65_536;
    private static final int BODY_SECONDS = 5;

    private final NoticeReader reader;
    private final Places places;
    private final Roster roster;
    private final Clock clock;
    private final Runnable changed;

    Announcements(Vertx vertx, WorkerServers settings, Roster roster, Clock clock, Runnable changed) {
        this.reader = new NoticeReader(settings.token());
        this.places = new Places(vertx, settings.networks());
        this.roster = roster;
        this.clock = clock;
        this.changed = changed;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var peer = request.remoteAddress().hostAddress();
        var lease = new JsonObject().put("leaseSeconds", Entry.LEASE.toSeconds());
        body(request)
                .compose(line -> take(line, peer))
                .onSuccess(taken -> answer(request, 200, lease))
                .onFailure(failure -> refuse(request, peer, failure));
    }

    private static Future<Buffer> body(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,8}") && Integer.parseInt(length) <= LONGEST
                ? request.body().timeout(BODY_SECONDS, TimeUnit.SECONDS)
                : Future.failedFuture(
                        new Refused(413, "an announcement has " + LONGEST + " bytes at most, and says how many"));
    }

    private Future<Void> take(Buffer line, String peer) {
        var notice = reader.read(line);
        var now = clock.instant();
        requireFresh(Duration.between(notice.at(), now));
        return places.refusal(notice.host(), peer)
                .compose(refusal -> refusal.isEmpty()
                        ? roster.isNew(notice.nonce(), Entry.FRESH.multipliedBy(3))
                        : Future.failedFuture(new Refused(403, refusal.get())))
                .compose(isNew -> isNew
                        ? roster.put(Entry.of(notice, line, now))
                        : Future.failedFuture(new Refused(409, "this announcement was made before")))
                .onSuccess(kept -> changed.run());
    }

    private static void requireFresh(Duration behind) {
        if (behind.abs().compareTo(Entry.FRESH) > 0) {
            throw new Refused(
                    409,
                    "the worker's clock is " + behind.abs().toSeconds() + " s "
                            + (behind.isNegative() ? "ahead; " : "behind; ") + Entry.FRESH.toSeconds() + " s at most");
        }
    }

    private static void refuse(HttpServerRequest request, String peer, Throwable failure) {
        int status = failure instanceof Refused refused ? refused.status() : 503;
        var reason = String.valueOf(failure.getMessage());
        if (status == 503) {
            LOG.warn("announcement of a worker not kept: {}", reason);
        } else if (status == 401 || status == 403) {
            SecurityLog.write(
                    SecurityEvent.WORKER_ANNOUNCEMENT_REFUSED,
                    SecurityLog.Outcome.REFUSED,
                    new JsonObject().put("source", peer).put("reason", reason));
        }
        var said = status == 503 ? "it cannot be kept now; try again" : reason;
        answer(request, status, new JsonObject().put("error", said));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body.toBuffer());
        }
    }
}
