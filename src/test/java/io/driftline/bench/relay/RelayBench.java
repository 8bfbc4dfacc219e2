package io.driftline.bench.relay;

import io.driftline.bench.Machine;
import io.driftline.bench.Report;
import io.driftline.faults.lab.Lab;
import io.driftline.faults.lab.Waiting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;

/** Measures the gateway alone on Debian's servers: {@code scripts/bench --relay}. */
public final class RelayBench {
    private static final int RATE = 1_000;

    /** Gauges cost so much less, and no job. */
    private static final int TICKS_FOR_AN_EVENT = 20;

    private static final int[] BUNDLES = {1, 64};

    private final int rounds;
    private final Duration length;
    private final int sockets;
    private final int statuses;
    private final long seed;

    private RelayBench(int rounds, Duration length, int sockets, int statuses, long seed) {
        this.rounds = rounds;
        this.length = length;
        this.sockets = sockets;
        this.statuses = statuses;
        this.seed = seed;
    }

    /** Takes {@code --runs}, {@code --seconds}, {@code --sockets}, {@code --statuses} and {@code --seed}, each with a number. */
    public static void main(String[] args) throws IOException, SQLException, TimeoutException {
        int rounds = 3;
        var length = Duration.ofSeconds(10);
        int sockets = 100;
        int statuses = 400_000;
        long seed = 1;
        for (int i = 0; i + 1 < args.length; i += 2) {
            int value = Integer.parseInt(args[i + 1]);
            switch (args[i]) {
                case "--runs" -> rounds = value;
                case "--seconds" -> length = Duration.ofSeconds(value);
                case "--sockets" -> sockets = value;
                case "--statuses" -> statuses = value;
                case "--seed" -> seed = value;
                default -> throw new IllegalArgumentException(args[i] + " is not an option");
            }
        }
        System.out.print(new RelayBench(rounds, length, sockets, statuses, seed).run());
        System.exit(0);
    }

    private String run() throws IOException, SQLException, TimeoutException {
        var report = new Report();
        report.line("# Relay");
        report.line("");
        report.line("- " + Machine.describe() + "; load average before: " + Machine.load());
        report.line("- Driftline " + System.getProperty("bench.version", "unknown")
                + "; Debian's MariaDB, Redis and RabbitMQ; -Xmx256m; " + sockets
                + " sockets of as many users; medians of " + rounds + " runs");
        report.line("");
        report.line(
                "| told | in a message | a second | p50 at 1000 a second, ms | p99, ms | gateway CPU, ms a thousand | lost | overtaken | twice |");
        report.line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var vertx = Vertx.vertx();
        try (var lab = Lab.withRoom(vertx, Path.of("target", "bench", "relay"), Path.of("target", "driftline.jar"))) {
            // Nobody works on the jobs, so nobody may take them back.
            lab.configure("jobs: {lease: 24 h, expiry: 48 h}\n");
            for (Kind kind : Kind.values()) {
                for (int bundle : BUNDLES) {
                    List<Relay.Seen> seen = new ArrayList<>();
                    for (int round = 0; round < rounds; round++) {
                        var one = measure(lab, kind, bundle, seed + round);
                        System.err.println(kind + ", " + bundle + " in a message: " + one);
                        seen.add(one);
                    }
                    report.line(row(kind, bundle, seen));
                }
            }
        } finally {
            Waiting.on(vertx.close());
        }
        return report.toString();
    }

    private Relay.Seen measure(Lab lab, Kind kind, int bundle, long round)
            throws IOException, SQLException, TimeoutException {
        lab.provide(1, 1, "", "", null);
        int each = kind == Kind.TICKS ? 1 : statuses / Claimed.EVENTS_A_JOB / sockets + 1;
        Claimed claimed;
        try (var database = lab.connect()) {
            claimed = Claimed.write(database, kind, sockets, each);
        }
        int room = kind == Kind.TICKS ? TICKS_FOR_AN_EVENT * statuses : statuses;
        var listeners = new Listeners(lab.vertx(), kind, sockets, room);
        listeners.open(lab.gateway().port(), claimed.owners());
        try (var relay = new Relay(lab, kind, bundle, listeners, claimed.owners(), room, round)) {
            return relay.measure(length, RATE);
        } finally {
            listeners.close();
        }
    }

    private static String row(Kind kind, int bundle, List<Relay.Seen> seen) {
        return "| " + kind.title() + " | " + (bundle == 1 ? "1" : "up to " + bundle) + " | "
                + median(seen, Relay.Seen::perSecond) + " | " + median(seen, Relay.Seen::p50) + " | "
                + median(seen, Relay.Seen::p99) + " | " + median(seen, Relay.Seen::cpu) + " | "
                + seen.stream().mapToInt(Relay.Seen::lost).sum() + " | "
                + seen.stream().mapToInt(Relay.Seen::overtaken).sum() + " | "
                + seen.stream().mapToInt(Relay.Seen::again).sum() + " |";
    }

    private static String median(List<Relay.Seen> seen, ToDoubleFunction<Relay.Seen> figure) {
        return Report.number(
                Report.median(seen.stream().mapToDouble(figure).boxed().toList()));
    }
}
