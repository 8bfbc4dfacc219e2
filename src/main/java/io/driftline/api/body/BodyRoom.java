package io.driftline.api.body;

import io.driftline.api.caller.Callers;
import io.driftline.api.caller.PausedRequest;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets bodies in while there is room for them together, for they take several times their size until they are stored; others
 * wait unread. One user has half of the room at most, and whoever takes it up has to use it: a body that hardly comes on is
 * refused. Used on the server's one event loop.
 */
public final class BodyRoom {
    private static final String PLACE = "driftline.body-place";
    private static final int SMALL = 16 * 1024;
    private static final int AT_ONCE = 4;
    private static final int AT_ONCE_OF_USER = 2;
    private static final int WAITING = 32;
    private static final int WAITING_OF_USER = 8;
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BYTES_A_SECOND = 32 * 1024;
    private static final Duration LOOKS = Duration.ofSeconds(1);

    private final long largest;
    private final Set<Place> taken = new LinkedHashSet<>();
    private final List<Place> waiting = new ArrayList<>();

    /** @param largest bytes of a body; there is room for four such at once, and for two of one user */
    public BodyRoom(Vertx vertx, int largest) {
        this.largest = largest;
        vertx.setPeriodic(LOOKS.toMillis(), look -> refuseSlow());
    }

    /** Goes on at once or later, or fails with 503. */
    public void admit(RoutingContext ctx) {
        long bytes = bytes(ctx);
        if (bytes <= SMALL) {
            ctx.next();
            return;
        }
        var place = new Place(ctx, Callers.of(ctx).user().id(), bytes);
        if (hasRoom(place) && userHasRoom(place) && waiting.stream().noneMatch(this::userHasRoom)) {
            begin(place);
        } else if (waiting.size() < WAITING && place.ofSameUser(waiting).count() < WAITING_OF_USER) {
            PausedRequest.hold(ctx);
            waiting.add(place);
        } else {
            ctx.fail(ServiceException.retryLater(ProblemType.UNAVAILABLE, RequestWords.MANY_LARGE.message(), LATER));
        }
    }

    /** Once a body is understood others may come; its answer may take longer. */
    static void leave(RoutingContext ctx) {
        Place place = ctx.get(PLACE);
        if (place != null) {
            place.leave();
        }
    }

    private void begin(Place place) {
        place.since = System.nanoTime();
        taken.add(place);
        place.ctx.addEndHandler(ended -> end(place));
        place.ctx.next();
    }

    private void end(Place place) {
        if (!taken.remove(place)) {
            return;
        }
        waiting.removeIf(each -> each.ctx.response().closed());
        for (Place next : List.copyOf(waiting)) {
            if (userHasRoom(next)) {
                if (!hasRoom(next)) {
                    return;
                }
                waiting.remove(next);
                begin(next);
                // Only now somebody listens to what comes.
                PausedRequest.release(next.ctx);
            }
        }
    }

    private boolean hasRoom(Place place) {
        return bytes(taken.stream()) + place.bytes <= AT_ONCE * largest;
    }

    private boolean userHasRoom(Place place) {
        return bytes(place.ofSameUser(taken)) + place.bytes <= AT_ONCE_OF_USER * largest;
    }

    private static long bytes(Stream<Place> places) {
        return places.mapToLong(each -> each.bytes).sum();
    }

    private void refuseSlow() {
        List.copyOf(taken).stream().filter(Place::isSlow).forEach(slow -> slow.ctx.fail(BodyReader.tooSlow()));
    }

    /** What a body may come to; too long ones are refused before they are read, so any number will do for them. */
    private long bytes(RoutingContext ctx) {
        var headers = ctx.request().headers();
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return headers.contains(HttpHeaders.TRANSFER_ENCODING) ? largest : 0;
        }
        return length.length() > 9 ? largest : Math.min(largest, Long.parseLong(length));
    }

    /** Of one request, from its turn until it is understood. */
    private final class Place {
        private final RoutingContext ctx;
        private final UserId user;
        private final long bytes;
        private long since;

        Place(RoutingContext ctx, UserId user, long bytes) {
            this.ctx = ctx;
            this.user = user;
            this.bytes = bytes;
            ctx.put(PLACE, this);
        }

        void leave() {
            end(this);
        }

        Stream<Place> ofSameUser(Collection<Place> places) {
            return places.stream().filter(each -> each.user.equals(user));
        }

        boolean isSlow() {
            var taking = Duration.ofNanos(System.nanoTime() - since);
            return taking.compareTo(PATIENCE) > 0
                    && !ctx.request().isEnded()
                    && !ctx.failed()
                    && ctx.request().bytesRead() < BYTES_A_SECOND * taking.toSeconds();
        }
    }
}
