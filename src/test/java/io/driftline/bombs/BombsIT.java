package io.driftline.bombs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.bombs.Bystander.Waits;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a request holds, it is done or refused as documented, and the heap holds. On a machine that does nothing else,
 * {@code -Dbombs.figures=true} asks for more: within a second, and hardly noticed by who asks for something else meanwhile;
 * {@code scripts/bench --bombs} does. {@code -Dbombs.seed} draws other mistakes.
 */
class BombsIT {
    private static final boolean FIGURES = Boolean.getBoolean("bombs.figures");
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(1);
    /** Where nobody else asks for the machine; elsewhere as much more as the bystander waits longer alone. */
    private static final Duration BYSTANDER_WAITS = Duration.ofMillis(100);

    private static final Duration ALONE_ON_A_QUIET_MACHINE = Duration.ofMillis(20);

    private static final int HEAP_MIB = 160;
    private static final int TRIES = 4;
    private static final int AT_ONCE = 2;
    private static final int MISTAKES = 40;
    private static final long SEED = Long.getLong("bombs.seed", 1);

    @TempDir
    private static Path folder = Path.of("");

    private static ExecutorService threads;
    private static Gateway gateway;
    private static Caller operator;
    private static Optional<Bystander> bystander = Optional.empty();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        threads = Executors.newFixedThreadPool(AT_ONCE);
        gateway = new Gateway(folder);
        operator = Caller.signUp(gateway.address(), "bombs@example.org");
        if (FIGURES) {
            bystander = Optional.of(new Bystander(gateway.address()));
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        threads.shutdownNow();
        if (bystander.isPresent()) {
            bystander.get().close();
        }
        gateway.close();
    }

    @Test
    void theLargestJsonOfEachOperation() throws IOException, InterruptedException {
        holds("largest JSON", new JsonBombs(new Operations()).all());
    }

    @Test
    void forms() throws IOException, InterruptedException {
        holds("forms", UploadBombs.all());
    }

    @Test
    void packedFiles() throws IOException, InterruptedException {
        holds("packed files", PackedBombs.all());
    }

    @Test
    void archives() throws IOException, InterruptedException {
        // One is examined at a time.
        var one = Executors.newSingleThreadExecutor();
        try {
            var archives = ArchiveBombs.all();
            holds("archives", archives, one);
            holds("archives at once", archives);
        } finally {
            one.shutdown();
        }
        assertThat(operator.send(new Operations().documented("checkSequences")))
                .as("a worker goes on")
                .extracting(Answer::status)
                .isEqualTo(200);
    }

    @Test
    void documentedBodiesWithMistakes() throws IOException, InterruptedException {
        holds("mistakes, seed " + SEED, new Fuzz(new Operations(), SEED).calls(MISTAKES));
    }

    @Test
    void aBodyThatHardlyComesOnIsGivenUp() throws IOException {
        var address = URI.create(gateway.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(30_000);
            var head = "POST /api/v1/jobs HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nOrigin: " + address
                    + "\r\nCookie: " + operator.cookies() + "\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000000\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("urn:problem:request/too-slow");
        }
    }

    /** The noise of a machine passes: what was late is tried again, and only what is late each time is late. */
    private static void holds(String part, List<Call> calls) throws IOException, InterruptedException {
        holds(part, calls, threads);
    }

    private static void holds(String part, List<Call> calls, ExecutorService senders)
            throws IOException, InterruptedException {
        var late = calls;
        boolean noticed = true;
        for (int attempt = 1; attempt <= TRIES && (noticed || !late.isEmpty()); attempt++) {
            var before = alone();
            bystander.ifPresent(Bystander::forget);
            var round = Round.of(noticed ? calls : late, operator, senders);
            var waited = bystander.map(Bystander::waits).orElse(new Waits(List.of()));
            var alone = longer(before, alone());
            late = FIGURES ? round.laterThan(REFUSED_WITHIN) : List.of();
            noticed = FIGURES && waited.p99().compareTo(allowed(alone)) > 0;
            say(part, round, waited, alone);
            assertThat(gateway.isAlive()).as("the gateway lives").isTrue();
            assertThat(round.undocumented()).isEmpty();
        }
        assertThat(late).extracting(Call::what).as("answered late each time").isEmpty();
        assertThat(noticed).as("the bystander notices").isFalse();
        assertThat(gateway.heapMib()).isLessThanOrEqualTo(HEAP_MIB);
        assertThat(gateway.errors()).isEmpty();
    }

    private static Duration alone() {
        return bystander.map(Bystander::alone).orElse(Duration.ZERO);
    }

    private static Duration allowed(Duration alone) {
        return longer(
                BYSTANDER_WAITS,
                BYSTANDER_WAITS.multipliedBy(alone.toMillis()).dividedBy(ALONE_ON_A_QUIET_MACHINE.toMillis()));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static void say(String part, Round round, Waits waited, Duration alone)
            throws IOException, InterruptedException {
        System.out.println("bombs: " + part + ": " + round.calls().size() + " calls, " + round.counts() + "; slowest "
                + round.slowest() + "; bystander p99 " + waited.p99().toMillis() + " ms of " + waited.calls()
                + " calls, alone " + alone.toMillis() + " ms, allowed "
                + allowed(alone).toMillis() + " ms; heap " + gateway.heapMib() + " MiB");
    }
}
