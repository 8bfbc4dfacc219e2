package io.driftline.push;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.jobs.events.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Events whose reads take their time, and fail now and then. */
final class LameEvents implements UserEvents {
    private final World world;

    LameEvents(World world) {
        this.world = world;
    }

    @Override
    public Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
        return lame(() -> world.jobs.after(user, offset, Math.min(limit, 3)));
    }

    @Override
    public Future<Kept> kept(UserId user) {
        return lame(() -> world.jobs.kept(user));
    }

    @Override
    public Future<Map<UserId, Long>> lastOffsets(Collection<UserId> some) {
        return lame(() -> world.jobs.lastOffsets(some));
    }

    @Override
    public Future<Snapshot> snapshot(UserId user, long before) {
        return lame(() -> world.jobs.snapshot(user, before));
    }

    private <T> Future<T> lame(Supplier<Future<T>> read) {
        Promise<T> promise = Promise.promise();
        boolean fails = world.unlucky(8);
        world.at(world.delay(10, 2_000), () -> {
            var seen = read.get();
            world.at(world.delay(10, 2_000), () -> {
                if (fails) {
                    promise.fail("away");
                } else {
                    seen.onComplete(promise);
                }
            });
        });
        return promise.future();
    }
}
