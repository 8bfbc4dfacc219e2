package io.driftline.push;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobInput;
import io.driftline.job.Mode;
import io.driftline.job.ModelRef;
import io.driftline.job.PackedInput;
import io.driftline.job.ProgressReport;
import io.driftline.job.StageReport;
import io.driftline.job.Submission;
import io.driftline.sequences.SequenceRecord;
import io.driftline.testing.MutableClock;
import io.driftline.testing.memory.MemoryJobs;
import io.driftline.testing.memory.RuleFlaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two gateways, two workers, a broker, a bus and some users with a tab or two, all of them in one thread and in virtual
 * time, which a seed makes unlucky for a minute: messages are lost, doubled, late and out of order, workers freeze and
 * die, gateways restart, reads fail, lines are cut. Then it is left in peace, and {@link Checker} looks at what was told.
 *
 * <p>The rules of the jobs and the cursors are the real ones as far as they are pure; everything around them is a model.
 */
final class World {
    /** A rule of the model left out, to show that the checker would notice. */
    enum Flaw {
        /** An announced event goes to the socket whatever its offset. */
        ANNOUNCEMENTS_ARE_TRUSTED,
        /** No cursor looks at its user's counter. */
        NO_LOOK,
        /** Announcements go to every user's sockets. */
        FOREIGN_CHANNEL,
        /** Nobody looks for lapsed leases. */
        NO_SWEEP,
        /** A client comes back to where its last socket was, not to what it has received. */
        RESUMES_WHERE_IT_WAS_SENT
    }

    private static final long TROUBLE_MILLIS = 60_000;
    private static final long PEACE_MILLIS = 600_000;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int JOBS = 14;
    static final int ROOM = 4;

    final Random random;
    final MutableClock clock = new MutableClock();
    final MemoryJobs jobs;
    final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    final Checker checker = new Checker(this);
    final Map<JobId, UserId> owners = new HashMap<>();
    final List<UserId> users = List.of(id(1), id(2), id(3));
    final List<SimulatedClient> clients = new ArrayList<>();
    final List<SimulatedGateway> gateways = List.of(new SimulatedGateway(this), new SimulatedGateway(this));
    final List<SimulatedWorker> workers =
            List.of(new SimulatedWorker(this, "http://a"), new SimulatedWorker(this, "http://b"));
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    final List<Message> queue = new ArrayList<>();
    /** Whether events are pruned all the time. */
    private final boolean forgetful;

    long now;
    private long scheduled;

    World(long seed, Set<Flaw> flaws, RuleFlaw... rules) {
        random = new Random(seed);
        forgetful = random.nextBoolean();
        jobs = new MemoryJobs(clock, LEASE, rules);
        this.flaws.addAll(flaws);
    }

    private record Due(long at, long order, Runnable action) {}

    /** What a worker has to say: an event or a sign of life. */
    record Message(@Nullable StageReport report, @Nullable ProgressReport tick) {}

    private static UserId id(int number) {
        return new UserId("userusers" + "abcdefgh".repeat(2) + "abcdefgh".charAt(number));
    }

    /** Lives through the trouble and on until all has come to rest; the checker then knows what went wrong. */
    void live() {
        gateways.forEach(SimulatedGateway::start);
        for (UserId user : users) {
            int tabs = 1 + random.nextInt(2);
            for (int i = 0; i < tabs; i++) {
                var client = new SimulatedClient(this, user);
                clients.add(client);
                client.connect();
            }
        }
        for (int i = 0; i < JOBS; i++) {
            at(random.nextInt(40_000), this::submit);
        }
        everyNowAndThen(forgetful ? 1_500 : 4_000, this::trouble);
        while (now < TROUBLE_MILLIS + PEACE_MILLIS && !(now > TROUBLE_MILLIS && isAtRest())) {
            var next = due.remove();
            clock.advance(Duration.ofMillis(next.at() - now));
            now = next.at();
            next.action().run();
        }
        checker.finish();
    }

    private boolean isAtRest() {
        return owners.size() == JOBS
                && owners.keySet().stream().allMatch(job -> jobs.standing(job)
                        .map(standing -> standing.state().ended())
                        .orElse(true))
                && clients.stream().allMatch(client -> client.received == last(client.user));
    }

    long last(UserId user) {
        return jobs.kept(user).result().last();
    }

    void at(long delay, Runnable action) {
        due.add(new Due(now + delay, scheduled++, action));
    }

    private void everyNowAndThen(int millis, Runnable action) {
        at(1 + random.nextInt(2 * millis), () -> {
            if (isTroubled()) {
                action.run();
                everyNowAndThen(millis, action);
            }
        });
    }

    private boolean isTroubled() {
        return now < TROUBLE_MILLIS;
    }

    boolean unlucky(int percent) {
        return isTroubled() && random.nextInt(100) < percent;
    }

    /** Mostly short, now and then long enough to change the order of things. */
    long delay(int usual, int longest) {
        return unlucky(5) ? random.nextInt(longest) : random.nextInt(usual);
    }

    private void submit() {
        var user = users.get(random.nextInt(users.size()));
        var job = new JobId("jobsjobsjobsjobsjobsjobs" + (char) ('a' + owners.size()) + "a");
        owners.put(job, user);
        gateway()
                .announce(jobs.submit(
                        job,
                        new Submission(
                                user,
                                new ModelRef(3, "cnn", "1", "blosum62"),
                                Mode.PAIR,
                                PackedInput.of(Mode.PAIR, JobInput.of(List.of(new SequenceRecord(1, "a", "M")))),
                                null)));
        if (random.nextInt(6) == 0) {
            at(random.nextInt(20_000), () -> gateway().announce(jobs.cancel(job)));
        }
        if (random.nextInt(10) == 0) {
            at(random.nextInt(30_000), () -> gateway().announce(jobs.delete(job)));
        }
    }

    private void trouble() {
        switch (random.nextInt(forgetful ? 10 : 6)) {
            case 0 -> gateway().restart();
            case 1 -> worker().die();
            case 2 -> worker().frozenUntil = now + random.nextInt(25_000);
            case 3, 4 -> client().cut();
            case 5 -> client().slowDown();
            default -> {
                var user = users.get(random.nextInt(users.size()));
                jobs.prune(user, random.nextInt(Math.toIntExact(last(user)) + 1));
            }
        }
    }

    SimulatedGateway gateway() {
        return gateways.get(random.nextInt(gateways.size()));
    }

    SimulatedWorker worker() {
        return workers.get(random.nextInt(workers.size()));
    }

    private SimulatedClient client() {
        return clients.get(random.nextInt(clients.size()));
    }
}
