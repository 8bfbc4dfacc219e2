package io.driftline.embedded;

import io.driftline.config.StartException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child that is started again, ever more patiently, when it dies without having been asked to. */
public final class SupervisedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A child that lived this long was well; its next death is the first again. */
    private static final Duration WELL = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final ChildProcess.Program program;
    private final Probe probe;
    private @Nullable ChildProcess child;
    private Duration pause = FIRST_PAUSE;
    private long startedAt;
    private boolean wanted;
    private boolean healthy;
    private long restart = -1;

    public SupervisedProcess(Vertx vertx, ChildProcess.Program program, Probe probe) {
        this.vertx = vertx;
        this.program = program;
        this.probe = probe;
    }

    /**
     * Completes when the program answers. Fails with {@link StartException} if it ends before, or does not answer within
     * the patience; it is then stopped and not tried again.
     */
    public synchronized Future<Void> start(Duration patience) {
        wanted = true;
        Promise<Void> died = Promise.promise();
        launch(died);
        return Future.any(probe.await(vertx, patience, died.future()::isComplete), died.future())
                .<Void>mapEmpty()
                .onSuccess(ignored -> setHealthy())
                .recover(silence -> stop().transform(ignored -> Future.failedFuture(neverAnswered())));
    }

    private synchronized void setHealthy() {
        healthy = true;
    }

    private StartException neverAnswered() {
        return new StartException("The embedded " + program.name() + " did not start; it says: " + lastLine() + " ("
                + program.log() + ").");
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(program.log());
            return lines.stream()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("nothing");
        } catch (IOException unreadable) {
            return "nothing that can be read";
        }
    }

    private synchronized void launch(@Nullable Promise<Void> died) {
        restart = -1;
        if (!wanted) {
            return;
        }
        startedAt = System.nanoTime();
        try {
            child = ChildProcess.start(vertx, program);
        } catch (IOException e) {
            LOG.error("{} cannot be started", program.name(), e);
            ended(died);
            return;
        }
        child.exit().onSuccess(status -> {
            LOG.atLevel(isWanted() ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
                    .log("{} ended with status {}", program.name(), status);
            ended(died);
        });
    }

    private synchronized boolean isWanted() {
        return wanted;
    }

    private synchronized void ended(@Nullable Promise<Void> died) {
        if (died != null) {
            died.tryFail("ended");
        }
        if (wanted && healthy) {
            if (System.nanoTime() - startedAt > WELL.toNanos()) {
                pause = FIRST_PAUSE;
            }
            LOG.warn("{} is started again in {} ms", program.name(), pause.toMillis());
            restart = vertx.setTimer(pause.toMillis(), ignored -> launch(null));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Ends the program and starts it no more. */
    public synchronized Future<Void> stop() {
        wanted = false;
        if (restart >= 0) {
            vertx.cancelTimer(restart);
        }
        return child == null ? Future.succeededFuture() : child.stop();
    }

    /** The program's process id now, for those who kill it on purpose. */
    public synchronized long pid() throws IOException {
        return Objects.requireNonNull(child, "not started").pid();
    }
}
