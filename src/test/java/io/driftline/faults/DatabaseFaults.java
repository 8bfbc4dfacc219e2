package io.driftline.faults;

import static io.driftline.faults.Experiment.fault;

import io.driftline.faults.lab.Pace;
import io.driftline.faults.lab.Part;
import io.driftline.faults.lab.Signal;
import io.driftline.faults.lab.SmallDisk;
import io.driftline.faults.lab.Waiting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A database that holds a row, answers nothing, or has no room. */
final class DatabaseFaults {
    private static final long ROOM = 4L << 20;
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    /** After that it is known that the database is silent. */
    private static final Duration KNOWN = Duration.ofSeconds(2);

    /** Beside what the machine takes for an answer that needs nothing. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(1);

    /** What a machine that is busy may cost while gateways start. */
    private static final int FEW = 8;

    private DatabaseFaults() {}

    static List<Experiment> all() {
        return List.of(
                fault(
                                "SUBMITTED_NOT_COMMITTED-pause",
                                "a gateway of two dwells in a submission for 20 s",
                                20,
                                DatabaseFaults::heldRow)
                        .with(2, 1)
                        .gatewayAt("SUBMITTED_NOT_COMMITTED:pause@15"),
                fault("F20-frozen", "MariaDB is frozen for 10 s", 20, run -> {
                    long server = run.lab().server("database").pid();
                    Signal.STOP.group(server);
                    try {
                        allRefusedAtOnce(run);
                    } finally {
                        Signal.CONT.group(server);
                    }
                    run.lifted();
                }),
                fault("F20-clogged", "the line to MariaDB takes all and carries nothing for 10 s", 20, run -> {
                            run.lab().databaseLine().clog(true);
                            allRefusedAtOnce(run);
                            run.lab().databaseLine().clog(false);
                            run.lifted();
                        })
                        .throughLine(),
                fault("F21", "MariaDB's disk is full for 10 s", 20, DatabaseFaults::fullDisk));
    }

    /** One person's counter is locked until the server ends the transaction; nobody else may notice. */
    private static void heldRow(Run run) {
        Waiting.pass(PAUSE);
        run.lifted();
        long second = run.crowd().refusals().ofTheSecond();
        run.require(second <= FEW, second + " times another was refused for one's held row");
        for (Part gateway : run.lab().gateways()) {
            run.require(gateway.isReady(), gateway.name() + " is unready");
        }
    }

    private static void allRefusedAtOnce(Run run) {
        long known = System.currentTimeMillis() + KNOWN.toMillis();
        try (var pace = new Pace(run.lab().vertx(), run.lab().gateway())) {
            Waiting.pass(OUTAGE);
            var refusals = run.crowd().refusals();
            run.require(refusals.count() > 0, "nothing was refused while the database was silent");
            var bound = REFUSED_WITHIN.plus(pace.slowest());
            var slowest = refusals.slowest(known);
            run.require(
                    slowest.compareTo(bound) < 0,
                    "a refusal took " + slowest.toMillis() + " ms, and what needs nothing at most "
                            + pace.slowest().toMillis());
        }
    }

    /** A file takes all room, and a table what its pages still had; both go again. */
    private static void fullDisk(Run run) throws IOException, SQLException {
        if (!SmallDisk.isSmall(run.lab().tables())) {
            throw new IllegalStateException("only who may mount can give the tables a disk of their own");
        }
        long before = told(run);
        Path filler = run.lab().tables().resolve("filler");
        fill(filler);
        try (var database = run.lab().connect();
                var statement = database.createStatement()) {
            for (int row = 1; row < 20_000; row++) {
                statement.execute("INSERT INTO event (user_id, `offset`, job_id, at, frame) VALUES ('filler', " + row
                        + ", 'filler', UTC_TIMESTAMP(3), REPEAT(' ', 7000))");
            }
            run.require(false, "the disk was never full");
        } catch (SQLException full) {
            Waiting.pass(OUTAGE);
        }
        run.require(!run.lab().gateway().isReady(), "the gateway is ready with a full disk");
        run.require(run.crowd().refusals().count() > 0, "nothing was refused with a full disk");
        Files.delete(filler);
        run.lifted();
        run.require(Waiting.until(OUTAGE, () -> isEmptied(run)), "MariaDB was not there again after 10 s");
        run.require(told(run) == before + 1, "a full disk was told " + (told(run) - before) + " times");
    }

    /** InnoDB aborts when it finds no room for a rollback, and is started again. */
    private static boolean isEmptied(Run run) {
        try {
            run.lab().changeTables(List.of("DELETE FROM event WHERE user_id = 'filler'"));
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static long told(Run run) throws IOException {
        try (var log = Files.lines(run.lab().log(run.lab().gateway().name()))) {
            return log.filter(line -> line.contains("fault=\"FULL\"")).count();
        }
    }

    /** Leaves less than a large table grows by, and enough for most rollbacks. */
    private static void fill(Path filler) throws IOException {
        try (var file = new RandomAccessFile(filler.toFile(), "rw")) {
            byte[] block = new byte[1 << 20];
            try {
                while (true) {
                    file.write(block);
                }
            } catch (IOException noRoom) {
                file.setLength(file.length() - ROOM);
            }
        }
    }
}
