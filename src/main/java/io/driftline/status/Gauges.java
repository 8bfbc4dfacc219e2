package io.driftline.status;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.Announcement;
import io.driftline.bus.news.JobProgressed;
import io.driftline.identity.UserId;
import io.driftline.job.Decision;
import io.driftline.job.JobId;
import io.driftline.job.LockedJob;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Applied;
import io.driftline.jobs.JobProgress;
import io.driftline.jobs.RecentlyUsed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells progress without the database, of attempts that it has let pass a moment ago: the MAC of a tick has proved its
 * attempt, and whose job it is has been remembered. Their leases are renewed once a second, all in one transaction, which
 * also finds out those that hold their job no more. Whatever else moves a job makes it forgotten here, so that an attempt's
 * successor has never spoken when it is told of.
 */
final class Gauges {
    private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);
    /** What nobody has confirmed for so long has to be asked for again. */
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(3);

    private static final Duration GATHERED_FOR = Duration.ofMillis(100);
    private static final int MOST = 10_000;

    private final Vertx vertx;
    private final JobProgress progress;
    private final Announcer announcer;
    private final LongSupplier nanoTime;
    private final Map<JobId, Held> held = new RecentlyUsed<>(MOST);
    private final Map<JobId, ProgressReport> due = new LinkedHashMap<>();
    private boolean renewing;

    /** An attempt that held its job, and had its lease renewed, at that time. */
    private record Held(int attempt, UserId user, Stage stage, long at) {}

    Gauges(Vertx vertx, JobProgress progress, Announcer announcer, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.progress = progress;
        this.announcer = announcer;
        this.nanoTime = nanoTime;
    }

    /**
     * Tells the latest tick of each attempt that is known, and answers all messages that have to go by the database: events,
     * the ticks among them of the same jobs, and ticks of attempts that are not known.
     */
    List<StatusMessage> tell(List<StatusMessage> messages) {
        Set<JobId> moving = StatusBatch.moving(messages);
        List<StatusMessage> others = new ArrayList<>();
        Map<JobId, ProgressReport> latest = new LinkedHashMap<>();
        for (StatusMessage message : messages) {
            if (message instanceof StatusMessage.Progress tick && !moving.contains(tick.job()) && isHeld(tick)) {
                latest.put(tick.job(), tick.report());
            } else {
                others.add(message);
            }
        }
        latest.forEach(this::tell);
        return others;
    }

    private boolean isHeld(StatusMessage.Progress tick) {
        var known = held.get(tick.job());
        return known != null && known.attempt() == tick.attempt() && !isPast(known, TRUSTED_FOR);
    }

    private boolean isPast(Held known, Duration age) {
        return nanoTime.getAsLong() - known.at() >= age.toNanos();
    }

    private void tell(JobId job, ProgressReport tick) {
        var known = held.get(job);
        if (known == null) {
            return;
        }
        announce(known.user(), tick);
        if (isPast(known, RENEWED_AFTER) && due.put(job, tick) == null) {
            keep(known.stage(), tick);
            renewSoon();
        }
    }

    /**
     * The database has let these pass.
     *
     * @param asked when it was asked
     */
    void confirm(List<Decision.Progress> passed, long asked) {
        for (Decision.Progress each : passed) {
            var tick = each.report();
            held.put(tick.job(), new Held(tick.attempt(), each.user(), each.stage(), asked));
            announce(each.user(), tick);
            keep(each.stage(), tick);
        }
    }

    /**
     * The database has been told events of these jobs: whoever held one may do so no more, but for attempts by which it
     * moved jobs, whose leases it has renewed.
     *
     * @param asked when it was asked
     */
    void moved(Collection<JobId> jobs, List<LockedJob> stillHeld, long asked) {
        forget(jobs);
        stillHeld.forEach(job -> held.put(job.id(), new Held(job.attempt(), job.user(), job.stage(), asked)));
    }

    /** These jobs have moved. */
    void forget(Collection<JobId> jobs) {
        jobs.forEach(held::remove);
    }

    /** What has been said since may have been told by another gateway. */
    void forgetAll() {
        held.clear();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    private void renewSoon() {
        if (!renewing) {
            renewing = true;
            vertx.setTimer(GATHERED_FOR.toMillis(), gathered -> renew());
        }
    }

    private void renew() {
        var ticks = List.copyOf(due.values());
        long asked = now();
        due.clear();
        progress.apply(List.of(), ticks)
                .onSuccess(applied -> renewed(ticks, applied, asked))
                // They are asked for again before long, or waited for once nobody trusts what is known of them.
                .onFailure(failure -> LOG.debug("leases not renewed: {}", failure.getMessage()))
                .onComplete(done -> {
                    renewing = false;
                    if (!due.isEmpty()) {
                        renewSoon();
                    }
                });
    }

    /** What was forgotten meanwhile stays so: it may have another attempt now. */
    private void renewed(List<ProgressReport> ticks, Applied applied, long asked) {
        List<ProgressReport> alive =
                applied.progress().stream().map(Decision.Progress::report).toList();
        for (ProgressReport tick : ticks) {
            held.computeIfPresent(tick.job(), (job, known) -> {
                if (known.attempt() != tick.attempt()) {
                    return known;
                }
                return alive.contains(tick) ? new Held(known.attempt(), known.user(), known.stage(), asked) : null;
            });
        }
    }

    private void announce(UserId user, ProgressReport tick) {
        var frame = new JsonObject()
                .put("type", "progress")
                .put("job", tick.job().value())
                .put("attempt", tick.attempt())
                .put("progress", tick.progress());
        announcer.announce(user, new Announcement.Progress(tick.job().value(), frame.toBuffer()));
    }

    /** For those who ask instead of listening; a second's age is no harm to them, a percent of the stage before would be. */
    private void keep(Stage stage, ProgressReport tick) {
        if (stage == Stage.PREDICTING) {
            Addresses.JOB_PROGRESSED.publish(
                    vertx.eventBus(), new JobProgressed(tick.job(), tick.attempt(), tick.progress()));
        }
    }
}
