package io.driftline.faults;

import io.driftline.faults.crowd.Crowd;
import io.driftline.faults.lab.Lab;
import io.driftline.faults.lab.Mischief;
import io.driftline.faults.lab.Part;
import io.driftline.faults.lab.Waiting;
import io.driftline.sequences.Gzip;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** What a scenario has to hand while it plays, and when it lifted its fault. */
final class Run {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Crowd crowd;
    private final Mischief mischief;
    private final long seed;
    private final boolean figuresHold;
    private final Findings extra = new Findings();
    private long liftedAt;
    private long diedAt;
    private boolean noReruns;
    private boolean failuresAllowed;

    /** @param figuresHold whether this machine is held to figures of time */
    Run(Lab lab, Crowd crowd, Mischief mischief, long seed, boolean figuresHold) {
        this.lab = lab;
        this.crowd = crowd;
        this.mischief = mischief;
        this.seed = seed;
        this.figuresHold = figuresHold;
    }

    Lab lab() {
        return lab;
    }

    Crowd crowd() {
        return crowd;
    }

    Mischief mischief() {
        return mischief;
    }

    long seed() {
        return seed;
    }

    /** The first gateway halts by itself at its fail point; it is then started again without. */
    void gatewayDiesAndComesBack() throws IOException {
        comesBack(lab.gateway());
    }

    void workerDiesAndComesBack() throws IOException {
        comesBack(lab.worker());
    }

    private void comesBack(Part part) throws IOException {
        require(part.awaitEnd(PATIENCE), part.name() + " never came to its fail point");
        diedAt = System.currentTimeMillis();
        part.start("");
        part.awaitReady();
        lifted();
    }

    void flushRedis() {
        var redis = Redis.createClient(lab.vertx(), lab.config().redis().uri().value());
        Waiting.on(redis.send(Request.cmd(Command.FLUSHALL)));
        redis.close();
    }

    /** Nobody listens any more to what gateways tell each other, until they connect again. */
    void cutLinks() {
        var redis = Redis.createClient(lab.vertx(), lab.config().redis().uri().value());
        Waiting.on(
                redis.send(Request.cmd(Command.CLIENT).arg("KILL").arg("TYPE").arg("pubsub")));
        redis.close();
    }

    /** Every result that waits to be fetched becomes another. */
    void replaceResults() {
        var redis = Redis.createClient(lab.vertx(), lab.config().redis().uri().value());
        var other = Gzip.pack(new JsonObject().put("pairs", new JsonArray()).toBuffer());
        var keys = Waiting.on(redis.send(Request.cmd(Command.KEYS).arg("result:*")));
        for (var key : keys) {
            Waiting.on(redis.send(Request.cmd(Command.SET)
                    .arg(key.toString())
                    .arg(other)
                    .arg("XX")
                    .arg("KEEPTTL")));
        }
        redis.close();
    }

    /** How many jobs ended with a problem of this type. */
    long failedWith(String type) throws SQLException {
        try (var connection = lab.connect();
                var count = connection.prepareStatement("SELECT COUNT(*) FROM job WHERE problem LIKE ?")) {
            count.setString(1, "%" + type + "%");
            var rows = count.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /** From now on it should recover. */
    void lifted() {
        liftedAt = System.currentTimeMillis();
    }

    long liftedAt() {
        return liftedAt;
    }

    /** No job needed a second attempt. */
    void noReruns() {
        noReruns = true;
    }

    boolean wantsNoReruns() {
        return noReruns;
    }

    /** When a part that was to die by itself had died; 0 if none was to. */
    long diedAt() {
        return diedAt;
    }

    /** Some job cannot but fail; without this none may. */
    void failuresAreAllowed() {
        failuresAllowed = true;
    }

    boolean allowsFailures() {
        return failuresAllowed;
    }

    void require(boolean held, String otherwise) {
        if (!held) {
            extra.add(otherwise);
        }
    }

    /** Like {@link #require}, where figures of time hold. */
    void requireWithin(Duration figure, Duration took, String what) {
        require(!figuresHold || took.compareTo(figure) < 0, what + " took " + took.toMillis() + " ms");
    }

    Findings extra() {
        return extra;
    }
}
