package io.driftline.faults;

import io.driftline.faults.crowd.Crowd;
import io.driftline.faults.lab.Lab;
import io.driftline.faults.lab.Mischief;
import io.driftline.faults.lab.Part;
import io.driftline.faults.lab.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs experiments one after the other; the last of each is the checker. */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    static final Duration EVERY = Duration.ofMillis(100);
    private static final int PEOPLE = 6;
    private static final int SOCKETS = 2;
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(3);
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(90);

    /** A planted bug need not be waited for as long. */
    private static final Duration QUIET_WITH_BUG = Duration.ofSeconds(25);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);
    private static final Duration READINESS = Duration.ofMillis(200);
    private static final int MOST_SHOWN = 3;
    private static final Duration TAKEOVER = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Path folder;
    private final Ledger ledger;
    private final long seed;
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private Duration quietWithin = QUIET_WITHIN;

    /** Whether it must recover in the figure of its experiment: a build machine has no pace to be held to. */
    private boolean figuresHold = true;

    private Faults(Path folder, Ledger ledger, long seed) {
        this.folder = folder;
        this.ledger = ledger;
        this.seed = seed;
        Experiments.all().forEach(experiment -> experiments.put(experiment.name(), experiment));
    }

    /** Arguments: {@code list}; or {@code summary}; or {@code run SEED NAME...}; or {@code bugs SEED FOLDER...}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("list")) {
            Experiments.all()
                    .forEach(each -> System.out.printf(
                            "%-34s %s%s%n", each.name(), each.what(), each.smoke() ? " (smoke)" : ""));
            return;
        }
        Path folder = Path.of("target", "faults");
        var ledger = new Ledger(folder.resolve("ledger.jsonl"), System.getProperty("faults.version", "unknown"));
        if (arguments[0].equals("summary")) {
            System.out.print(new Summary(ledger.runs()));
            return;
        }
        var faults = new Faults(folder, ledger, Long.parseLong(arguments[1]));
        var names = List.of(arguments).subList(2, arguments.length).stream()
                .map(Boundary::resolve)
                .toList();
        faults.figuresHold = !names.contains("smoke");
        boolean good = false;
        try {
            good = arguments[0].equals("bugs") ? faults.bugs(names) : faults.run(names);
        } catch (Exception broken) {
            LOG.error("the experiments came to no end", broken);
        }
        // Vert.x threads are no reason to stay, also where the lab did not come up.
        System.exit(good ? 0 : 1);
    }

    private boolean run(List<String> names) throws Exception {
        List<Experiment> wanted = new ArrayList<>();
        for (Experiment experiment : experiments.values()) {
            boolean named = names.contains(experiment.name())
                    || (names.contains("smoke") && experiment.smoke())
                    || names.contains("all");
            if (named && !ledger.hasPassed(experiment.name(), seed, figuresHold)) {
                wanted.add(experiment);
            }
        }
        System.out.println(Ledger.header());
        if (wanted.isEmpty()) {
            System.out.println("nothing to do: all of them have passed with this version and seed");
            return true;
        }
        boolean good = true;
        try (var lab = lab()) {
            for (Experiment experiment : wanted) {
                var entry = play(lab, experiment);
                ledger.add(entry);
                System.out.println(entry.table());
                entry.faults().forEach(fault -> System.out.println("    " + fault));
                good &= entry.passed();
            }
        }
        return good;
    }

    private Lab lab() throws IOException {
        return new Lab(vertx, folder.resolve("lab"), Path.of(System.getProperty("faults.jar", "target/driftline.jar")));
    }

    /** Each of these trees has a bug, and the experiments in its {@code caught-by} must fail on it. */
    private boolean bugs(List<String> trees) throws Exception {
        boolean all = true;
        quietWithin = QUIET_WITH_BUG;
        try (var lab = lab()) {
            for (String tree : trees) {
                Path path = Path.of(tree);
                lab.patch(path);
                boolean caught = false;
                for (String name :
                        Files.readString(path.resolve("caught-by")).strip().split("\\s+", -1)) {
                    var entry = play(lab, experiments.get(Boundary.resolve(name)));
                    caught |= !entry.passed() && !entry.broke();
                    System.out.printf("%-26s %-34s %s%n", path.getFileName(), name, verdict(entry));
                    if (caught) {
                        break;
                    }
                }
                all &= caught;
            }
        }
        return all;
    }

    private static String verdict(Ledger.Entry entry) {
        if (entry.passed()) {
            return "NOT CAUGHT";
        }
        return (entry.broke() ? "THE EXPERIMENT BROKE: " : "caught: ")
                + String.join(
                        "; ",
                        entry.faults()
                                .subList(0, Math.min(MOST_SHOWN, entry.faults().size())));
    }

    private Ledger.Entry play(Lab lab, Experiment experiment) throws Exception {
        Findings found = new Findings();
        Run run = null;
        long recovered = -1;
        int refused = 0;
        List<String> faults = new ArrayList<>();
        Set<Part> ready = ConcurrentHashMap.newKeySet();
        lab.route(experiment.byLine());
        lab.provide(
                experiment.gateways(),
                experiment.workers(),
                experiment.gatewayPoints(),
                experiment.workerPoints(),
                null);
        var gateways = lab.gateways().subList(0, experiment.gateways());
        var crowd = new Crowd(
                vertx,
                gateways,
                part -> gateways.size() == 1 || ready.contains(part),
                figuresHold ? ANSWER_WITHIN : quietWithin,
                seed ^ System.nanoTime());
        Duration figure = figuresHold ? experiment.figure() : quietWithin;
        long balancer = gateways.size() == 1 ? -1 : watch(gateways, ready);
        var gauges = new Gauges(vertx, lab.parts());
        try (gauges;
                var mischief = new Mischief(lab.config(), seed)) {
            run = new Run(lab, crowd, mischief, seed, figuresHold);
            crowd.join(PEOPLE, SOCKETS);
            crowd.begin(EVERY);
            Waiting.pass(BEFORE);
            experiment.scenario().play(run);
            recovered = recovery(crowd, run, figure);
            Waiting.pass(AFTER);
            crowd.end();
            if (!Waiting.until(quietWithin, crowd::isQuiet)) {
                faults.add("I6 it did not come to rest in " + quietWithin.toSeconds() + " s");
            }
            Waiting.until(Duration.ofSeconds(10), () -> crowd.allListen() && crowd.allHeardAsMuch());
            Waiting.pass(Duration.ofSeconds(1));
            try (var database = lab.connect()) {
                found = new Checker(database, run.diedAt()).check(crowd);
            }
            gauges.check(found);
            run.require(!run.wantsNoReruns() || found.reruns == 0, found.reruns + " jobs were run again");
            run.require(run.allowsFailures() || found.failed == 0, "I2 " + found.failed + " good jobs failed");
            for (long millis : found.takeoverMillis) {
                run.requireWithin(TAKEOVER, Duration.ofMillis(millis), "I6 until a job was at work again it");
            }
            refused = crowd.refusals().count();
        } catch (IllegalStateException | NullPointerException broken) {
            faults.add(0, Ledger.Entry.BROKE + broken.getMessage());
        }
        vertx.cancelTimer(balancer);
        crowd.close();
        if (recovered < 0) {
            faults.add("I6 not well within " + figure.toSeconds() + " s");
        }
        if (run != null) {
            faults.addAll(run.extra().told());
        }
        faults.addAll(found.told());
        return new Ledger.Entry(
                experiment.name(), seed, figuresHold, found, recovered, refused, gauges.toJson(), faults);
    }

    /** Milliseconds from lifting the fault until all is well; -1 when the figure was missed. */
    private static long recovery(Crowd crowd, Run run, Duration figure) {
        long lifted = run.liftedAt();
        var left = figure.minusMillis(System.currentTimeMillis() - lifted);
        return Waiting.until(left, () -> crowd.isWellSince(lifted)) ? System.currentTimeMillis() - lifted : -1;
    }

    /** What a load balancer does. */
    private long watch(List<Part> gateways, Set<Part> ready) {
        ready.addAll(gateways);
        return vertx.setPeriodic(
                READINESS.toMillis(),
                tick -> gateways.forEach(gateway -> Lab.readiness(gateway)
                        .await(vertx, Duration.ZERO, () -> true)
                        .onComplete(answer -> {
                            if (answer.succeeded()) {
                                ready.add(gateway);
                            } else {
                                ready.remove(gateway);
                            }
                        })));
    }
}
