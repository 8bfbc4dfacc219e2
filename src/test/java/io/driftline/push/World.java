package io.driftline.push;

import io.driftline.contract.Announcement;
import io.driftline.domain.JobId;
import io.driftline.domain.JobInput;
import io.driftline.domain.Mode;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.Stage;
import io.driftline.domain.UserId;
import io.driftline.jobs.Changes;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.PackedInput;
import io.driftline.jobs.QueuedJob;
import io.driftline.jobs.StageReport;
import io.driftline.jobs.Submission;
import io.driftline.jobs.Tick;
import io.driftline.jobs.Told;
import io.driftline.jobs.UserEvents;
import io.driftline.testing.MemoryJobs;
import io.driftline.testing.MutableClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
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
    private static final int ROOM = 4;

    final Random random;
    final MutableClock clock = new MutableClock();
    final MemoryJobs jobs;
    final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    final Checker checker = new Checker(this);
    final Map<JobId, UserId> owners = new HashMap<>();
    final List<UserId> users = List.of(id(1), id(2), id(3));
    final List<Client> clients = new ArrayList<>();
    private final List<Gateway> gateways = List.of(new Gateway(), new Gateway());
    private final List<Worker> workers = List.of(new Worker("http://a"), new Worker("http://b"));
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final List<Message> queue = new ArrayList<>();
    /** Whether events are pruned all the time. */
    private final boolean forgetful;

    private long now;
    private long scheduled;

    World(long seed, Set<Flaw> flaws, MemoryJobs.Flaw... rules) {
        random = new Random(seed);
        forgetful = random.nextBoolean();
        jobs = new MemoryJobs(clock, LEASE, rules);
        this.flaws.addAll(flaws);
    }

    private record Due(long at, long order, Runnable action) {}

    /** What a worker has to say: an event or a sign of life. */
    private record Message(@Nullable StageReport report, @Nullable Tick tick) {}

    private static UserId id(int number) {
        return new UserId("userusers" + "abcdefgh".repeat(2) + "abcdefgh".charAt(number));
    }

    /** Lives through the trouble and on until all has come to rest; the checker then knows what went wrong. */
    void live() {
        gateways.forEach(Gateway::start);
        for (UserId user : users) {
            int tabs = 1 + random.nextInt(2);
            for (int i = 0; i < tabs; i++) {
                var client = new Client(user);
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

    private boolean unlucky(int percent) {
        return isTroubled() && random.nextInt(100) < percent;
    }

    /** Mostly short, now and then long enough to change the order of things. */
    private long delay(int usual, int longest) {
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
                                3,
                                "cnn",
                                "1",
                                "blosum62",
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

    private Gateway gateway() {
        return gateways.get(random.nextInt(gateways.size()));
    }

    private Worker worker() {
        return workers.get(random.nextInt(workers.size()));
    }

    private Client client() {
        return clients.get(random.nextInt(clients.size()));
    }

    /** A node: its sockets, and its turns at dispatching, sweeping and consuming. */
    private final class Gateway {
        final List<Socket> sockets = new ArrayList<>();
        private final List<Message> unacknowledged = new ArrayList<>();
        boolean up;
        int life;

        void start() {
            up = true;
            int current = ++life;
            every(current, 300, this::dispatch);
            every(current, 2_000, this::sweep);
            every(current, 2_000, this::look);
            consume(current);
        }

        void restart() {
            if (!up) {
                return;
            }
            up = false;
            life++;
            queue.addAll(0, unacknowledged);
            unacknowledged.clear();
            List.copyOf(sockets).forEach(Socket::cut);
            at(500 + random.nextInt(10_000), this::start);
        }

        private void every(int current, int millis, Runnable action) {
            at(random.nextInt(millis), () -> {
                if (life == current) {
                    action.run();
                    at(millis / 2, () -> every(current, millis, action));
                }
            });
        }

        void announce(Changes changes) {
            for (Told told : changes.told()) {
                announce(told.user(), told.event());
            }
        }

        private void announce(UserId user, Announcement announcement) {
            for (Gateway node : gateways) {
                int copies = unlucky(node == this ? 3 : 10) ? 0 : unlucky(10) ? 2 : 1;
                for (int i = 0; i < copies; i++) {
                    at(delay(node == this ? 3 : 100, 6_000), () -> node.told(user, announcement));
                }
            }
        }

        private void told(UserId user, Announcement announcement) {
            for (Socket socket : List.copyOf(sockets)) {
                if (!socket.client.user.equals(user) && !flaws.contains(Flaw.FOREIGN_CHANNEL)) {
                    continue;
                }
                if (flaws.contains(Flaw.ANNOUNCEMENTS_ARE_TRUSTED)) {
                    socket.write(announcement.frame());
                } else {
                    socket.cursor.take(announcement);
                }
            }
        }

        private void look() {
            if (flaws.contains(Flaw.NO_LOOK) || unlucky(10)) {
                return;
            }
            List.copyOf(sockets).forEach(socket -> socket.cursor.look(last(socket.client.user)));
        }

        private void dispatch() {
            int current = life;
            for (QueuedJob job : jobs.waiting(ROOM).result()) {
                var worker = worker();
                Optional<QueuedJob> claimed = jobs.claim(job, worker.address).result();
                claimed.ifPresent(mine -> at(delay(50, 3_000), () -> {
                    if (life == current) {
                        post(mine, worker);
                    }
                }));
            }
        }

        private void post(QueuedJob job, Worker worker) {
            if (!worker.isUp() || worker.running.size() >= ROOM || unlucky(10)) {
                at(delay(20, 12_000), () -> jobs.unclaim(job));
            } else if (!unlucky(5)) {
                worker.take(job);
            }
        }

        private void sweep() {
            if (flaws.contains(Flaw.NO_SWEEP)) {
                return;
            }
            int current = life;
            for (LapsedLease lease : jobs.takeLapsed(100).result()) {
                var worker = workers.stream()
                        .filter(each -> each.address.equals(lease.worker()))
                        .findFirst()
                        .orElseThrow();
                boolean alive = worker.knows(lease.job(), lease.attempt());
                at(delay(20, 2_000), () -> {
                    if (life == current) {
                        decide(lease, alive);
                    }
                });
            }
        }

        private void decide(LapsedLease lease, boolean alive) {
            if (alive) {
                jobs.renew(lease);
            } else {
                announce(jobs.giveUp(lease.job(), lease.attempt(), "silent").result());
            }
        }

        private void consume(int current) {
            at(1 + delay(40, 2_000), () -> {
                if (life != current) {
                    return;
                }
                List<Message> batch = new ArrayList<>(queue.subList(0, Math.min(64, queue.size())));
                queue.subList(0, batch.size()).clear();
                unacknowledged.addAll(batch);
                at(delay(10, 1_000), () -> commit(current, batch));
            });
        }

        private void commit(int current, List<Message> batch) {
            if (life != current) {
                return;
            }
            List<StageReport> reports = new ArrayList<>();
            List<Tick> ticks = new ArrayList<>();
            batch.forEach(message -> {
                if (message.report() != null) {
                    reports.add(message.report());
                }
                if (message.tick() != null) {
                    ticks.add(message.tick());
                }
            });
            var applied = jobs.apply(reports, ticks).result();
            announce(applied.changes());
            applied.progress()
                    .forEach(progress -> announce(
                            progress.user(),
                            new Announcement.Progress(
                                    progress.tick().job().value(),
                                    new JsonObject()
                                            .put("type", "progress")
                                            .put("job", progress.tick().job().value())
                                            .toBuffer())));
            at(delay(5, 1_000), () -> {
                if (life == current) {
                    unacknowledged.clear();
                    consume(current);
                }
            });
        }
    }

    /** Takes orders, says how it gets on, and remembers its ends until it dies. */
    private final class Worker {
        final String address;
        final Set<String> running = new HashSet<>();
        private final Map<String, StageReport> ended = new HashMap<>();
        long frozenUntil;
        private long deadUntil;
        private int life;

        Worker(String address) {
            this.address = address;
        }

        boolean isUp() {
            return now >= deadUntil;
        }

        void die() {
            life++;
            deadUntil = now + random.nextInt(8_000);
            running.clear();
            ended.clear();
        }

        boolean knows(JobId job, int attempt) {
            if (!isUp() || now < frozenUntil) {
                return false;
            }
            var end = ended.get(job + "/" + attempt);
            if (end != null) {
                publish(new Message(end, null));
            }
            return end != null || running.contains(job + "/" + attempt);
        }

        void take(QueuedJob job) {
            running.add(job.job() + "/" + job.attempt());
            int current = life;
            soon(current, () -> work(current, job, 1));
            tick(current, job);
        }

        private void soon(int current, Runnable action) {
            at(50 + delay(1_500, 15_000), () -> {
                if (life != current) {
                    return;
                }
                if (now < frozenUntil) {
                    at(frozenUntil - now, () -> soon(current, action));
                } else {
                    action.run();
                }
            });
        }

        private void tick(int current, QueuedJob job) {
            at(3_000, () -> {
                if (life == current && running.contains(job.job() + "/" + job.attempt())) {
                    if (now >= frozenUntil) {
                        publish(new Message(null, new Tick(job.job(), job.attempt(), 50)));
                    }
                    tick(current, job);
                }
            });
        }

        private void work(int current, QueuedJob job, int step) {
            boolean fails = step > 1 && random.nextInt(30) == 0;
            var stage = List.of(Stage.CHECKING, Stage.ENCODING, Stage.PREDICTING, Stage.RESULT)
                    .get(step - 1);
            var report = new StageReport(
                    job.job(),
                    job.attempt(),
                    step,
                    stage,
                    new StageReport.Message("stage." + stage.label(), stage.label(), new JsonObject()),
                    null,
                    fails ? new JsonObject() : null);
            publish(new Message(report, null));
            if (fails || stage == Stage.RESULT) {
                running.remove(job.job() + "/" + job.attempt());
                ended.put(job.job() + "/" + job.attempt(), report);
            } else {
                soon(current, () -> work(current, job, step + 1));
            }
        }

        private void publish(Message message) {
            int copies = unlucky(3) ? 0 : unlucky(10) ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                at(delay(20, 20_000), () -> queue.add(message));
            }
        }
    }

    /** A tab: what it has received, and the socket that it has now. */
    final class Client {
        final UserId user;
        long received;
        private @Nullable Socket socket;

        Client(UserId user) {
            this.user = user;
        }

        void connect() {
            var node = gateway();
            if (node.up) {
                long from = received;
                if (flaws.contains(Flaw.RESUMES_WHERE_IT_WAS_SENT) && socket != null) {
                    from = Math.max(from, socket.cursor.sent());
                }
                socket = new Socket(this, node);
                socket.start(from);
            } else {
                at(random.nextInt(2_000), this::connect);
            }
        }

        void cut() {
            if (socket != null && socket.open) {
                socket.cut();
            }
        }

        void slowDown() {
            if (socket != null) {
                socket.slowDown();
            }
        }
    }

    /** A line to one tab: keeps its frames in order, and loses those under way when it is cut. */
    private final class Socket implements Outlet {
        final Client client;
        private final Gateway node;
        final UserCursor cursor;
        boolean open = true;
        private boolean full;
        private long lastArrival;

        Socket(Client client, Gateway node) {
            this.client = client;
            this.node = node;
            this.cursor = new UserCursor(client.user, new LameEvents(), this);
            node.sockets.add(this);
        }

        void start(long after) {
            cursor.startAfter(after).onFailure(failure -> cut());
        }

        @Override
        public void write(Buffer frame) {
            lastArrival = Math.max(lastArrival, now + 1 + delay(20, 500));
            at(lastArrival - now, () -> {
                if (open) {
                    checker.receive(client, frame.toJsonObject());
                }
            });
        }

        @Override
        public boolean isFull() {
            return full || !open;
        }

        void slowDown() {
            full = true;
            at(random.nextInt(15_000), () -> {
                full = false;
                cursor.drained();
            });
        }

        void cut() {
            if (open) {
                open = false;
                cursor.close();
                node.sockets.remove(this);
                at(random.nextInt(2_000), client::connect);
            }
        }
    }

    /** Events whose reads take their time, and fail now and then. */
    private final class LameEvents implements UserEvents {
        @Override
        public Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
            return lame(() -> jobs.after(user, offset, Math.min(limit, 3)));
        }

        @Override
        public Future<Kept> kept(UserId user) {
            return lame(() -> jobs.kept(user));
        }

        @Override
        public Future<Map<UserId, Long>> lastOffsets(Collection<UserId> some) {
            return lame(() -> jobs.lastOffsets(some));
        }

        @Override
        public Future<Snapshot> snapshot(UserId user, long before) {
            return lame(() -> jobs.snapshot(user, before));
        }

        private <T> Future<T> lame(Supplier<Future<T>> read) {
            Promise<T> promise = Promise.promise();
            boolean fails = unlucky(8);
            at(delay(10, 2_000), () -> {
                var seen = read.get();
                at(delay(10, 2_000), () -> {
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
}
