package io.driftline.faults.crowd;

import io.driftline.faults.lab.Part;
import io.driftline.faults.lab.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * People who submit, listen, cancel and come back. Whatever has no clear answer is asked again under the same
 * Idempotency-Key, at the next gateway, until it is answered.
 */
public final class Crowd {
    private static final String HOST = "127.0.0.1";
    private static final Duration TRY_AGAIN = Duration.ofMillis(250);
    private static final int CANCEL_EVERY = 15;
    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED");

    private final Vertx vertx;
    private final HttpClient http;
    private final WebSocketClient sockets;
    private final List<Part> gateways;
    private final Predicate<Part> usable;
    private final Duration answerWithin;
    private final Random random;
    private final List<Person> people = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Long> endedAt = new ConcurrentHashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Set<String> strange = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final Refusals refusals = new Refusals();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger hung = new AtomicInteger();
    private final AtomicInteger submissions = new AtomicInteger();
    private JsonArray example = new JsonArray();
    private Consumer<String> onAccepted = job -> {};
    private long timer = -1;

    /**
     * @param usable which gateways a load balancer would choose
     * @param answerWithin what is longer than this without an answer counts as hung
     */
    public Crowd(Vertx vertx, List<Part> gateways, Predicate<Part> usable, Duration answerWithin, long seed) {
        this.vertx = vertx;
        this.gateways = gateways;
        this.usable = usable;
        this.answerWithin = answerWithin;
        this.random = new Random(seed);
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2_000), new PoolOptions().setHttp1MaxSize(32));
        this.sockets = vertx.createWebSocketClient(
                new WebSocketClientOptions().setConnectTimeout(2_000).setMaxConnections(2_000));
    }

    private int port() {
        var chosen = gateways.stream().filter(usable).toList();
        var from = chosen.isEmpty() ? gateways : chosen;
        return from.get(Math.floorMod(turn.getAndIncrement(), from.size())).port();
    }

    /** Accounts, tokens and open sockets. */
    public void join(int count, int socketsEach) {
        example = onLoop(() -> ask(HttpMethod.GET, "/examples", "", null).map(Crowd::sequences));
        for (int i = 0; i < count; i++) {
            var canary = "canary-%016x".formatted(random.nextLong());
            var person = new Person(canary, onLoop(() -> token(canary)));
            people.add(person);
            listen(person, socketsEach);
        }
        Waiting.until(Duration.ofSeconds(30), this::allListen);
    }

    /** Answers are only whole for whoever listens on the loop that they come in on. */
    private <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(run -> work.get().onComplete(done));
        return Waiting.on(done.future());
    }

    public void listen(Person person, int more) {
        for (int i = 0; i < more; i++) {
            var ear = new Ear(vertx, sockets, person, this::port, random.nextLong(), this::heard);
            person.ears().add(ear);
            ear.open();
        }
    }

    public boolean allListen() {
        return people.stream().flatMap(person -> person.ears().stream()).allMatch(Ear::isOpen);
    }

    private static JsonArray sequences(Buffer examples) {
        return examples.toJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> "h3n2-variant".equals(each.getString("id")))
                .map(each -> new JsonArray(List.of(each.getString("sequences").split("(?m)^>.*$", -1))))
                .findFirst()
                .orElseThrow();
    }

    private Future<String> token(String name) {
        int port = port();
        var account = new JsonObject()
                .put("email", name + "@faults.example")
                .put("name", name)
                .put("password", "a long passphrase for faults");
        return http.request(HttpMethod.POST, port, HOST, "/api/v1/users")
                .compose(request ->
                        request.putHeader("Content-Type", "application/json").send(account.toBuffer()))
                .compose(response -> response.body().map(body -> cookies(response)))
                .compose(cookies -> http.request(HttpMethod.POST, port, HOST, "/api/v1/tokens")
                        .compose(request -> request.putHeader("Content-Type", "application/json")
                                .putHeader("Origin", "http://" + HOST + ":" + port)
                                .putHeader("Cookie", cookies)
                                .send(new JsonObject().put("name", "faults").toBuffer())))
                .compose(HttpClientResponse::body)
                .map(body -> body.toJsonObject().getString("token"));
    }

    private static String cookies(HttpClientResponse response) {
        return String.join(
                "; ",
                response.cookies().stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .toList());
    }

    private Future<Buffer> ask(HttpMethod method, String path, String token, Buffer body) {
        return request(method, path, token, Map.of(), body).compose(HttpClientResponse::body);
    }

    private Future<HttpClientResponse> request(
            HttpMethod method, String path, String token, Map<String, String> headers, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost(HOST)
                .setPort(port())
                .setURI("/api/v1" + path)
                .setIdleTimeout(answerWithin.toMillis());
        options.putHeader("Content-Type", "application/json");
        headers.forEach(options::putHeader);
        if (!token.isEmpty()) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        return http.request(options).compose(request -> body == null ? request.send() : request.send(body));
    }

    /** Who is told of each job as soon as it is accepted, on a thread that may wait. */
    public void onAccepted(Consumer<String> listener) {
        onAccepted = listener;
    }

    /** Submits on and on, the people in turn. */
    public void begin(Duration every) {
        timer = vertx.setPeriodic(every.toMillis(), tick -> submit(people.get(submissions.get() % people.size())));
    }

    public void end() {
        vertx.cancelTimer(timer);
    }

    void submit(Person person) {
        int number = submissions.incrementAndGet();
        var key = UUID.randomUUID().toString();
        var names = new JsonArray()
                .add(">A/" + person.canary() + "/" + number + "/2005\n"
                        + example.getString(1).strip() + "\n")
                .add(">A/" + person.canary() + "/" + number + "/1992\n"
                        + example.getString(2).strip() + "\n");
        var body = new JsonObject()
                .put("modelId", 1)
                .put("encodingId", "one-hot")
                .put("mode", "pair")
                .put("sequences", names);
        unanswered.incrementAndGet();
        submit(person, key, body.toBuffer(), number);
    }

    private void submit(Person person, String key, Buffer body, int number) {
        long sent = System.nanoTime();
        request(HttpMethod.POST, "/jobs", person.token(), Map.of("Idempotency-Key", key), body)
                .compose(response -> response.body().map(answer -> {
                    answered(person, key, body, number, response, answer, sent);
                    return null;
                }))
                .onFailure(failure -> {
                    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
                    if (took >= answerWithin.toMillis()) {
                        hung.incrementAndGet();
                    } else if (!(failure instanceof ConnectException)) {
                        broken.incrementAndGet();
                    }
                    again(TRY_AGAIN, person, key, body, number);
                });
    }

    private void again(Duration pause, Person person, String key, Buffer body, int number) {
        vertx.setTimer(pause.toMillis(), later -> submit(person, key, body, number));
    }

    private void answered(
            Person person, String key, Buffer body, int number, HttpClientResponse response, Buffer answer, long sent) {
        int status = response.statusCode();
        if (status == 202) {
            var job = answer.toJsonObject().getString("id");
            open.add(job);
            person.accept(new Person.Accepted(job, key, System.currentTimeMillis()));
            unanswered.decrementAndGet();
            vertx.executeBlocking(() -> {
                onAccepted.accept(job);
                return null;
            });
            if (number % CANCEL_EVERY == 0) {
                cancels.incrementAndGet();
                vertx.setTimer(1 + random.nextInt(400), later -> cancel(person, job));
            }
            return;
        }
        var retryAfter = response.getHeader("Retry-After");
        if ((status == 503 || status == 429) && retryAfter != null && isProblem(answer)) {
            refusals.add(person, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
            again(Duration.ofSeconds(Math.min(2, Long.parseLong(retryAfter))), person, key, body, number);
            return;
        }
        strange.add(status + " " + answer);
        again(TRY_AGAIN, person, key, body, number);
    }

    private static boolean isProblem(Buffer answer) {
        try {
            return answer.toJsonObject().getString("type").startsWith("urn:problem:");
        } catch (RuntimeException other) {
            return false;
        }
    }

    private void cancel(Person person, String job) {
        request(HttpMethod.POST, "/jobs/" + job + "/cancel", person.token(), Map.of(), null)
                .onSuccess(response -> {
                    int status = response.statusCode();
                    if (status != 200 && status != 503) {
                        strange.add("cancel: " + status);
                    }
                })
                .onComplete(answered -> cancels.decrementAndGet());
    }

    private void heard(JsonObject event) {
        if (ENDS.contains(event.getString("state"))) {
            endedAt.putIfAbsent(event.getString("job"), System.currentTimeMillis());
            open.remove(event.getString("job"));
        }
    }

    /** Whether every accepted job has been told to have ended, and every request was answered. */
    public boolean isQuiet() {
        open.removeAll(endedAt.keySet());
        return unanswered.get() == 0 && cancels.get() == 0 && open.isEmpty();
    }

    /** Whether no socket of anybody is behind another of the same person. */
    public boolean allHeardAsMuch() {
        return people.stream()
                .allMatch(person -> person.ears().stream()
                                .map(ear -> ear.start() + ear.heard().size())
                                .distinct()
                                .count()
                        <= 1);
    }

    /** Whether all that was accepted before has ended, and something that was accepted since. */
    public boolean isWellSince(long millis) {
        boolean since = false;
        for (Person person : people) {
            for (Person.Accepted job : person.accepted().values()) {
                boolean ended = endedAt.containsKey(job.job());
                if (job.atMillis() < millis && !ended) {
                    return false;
                }
                since |= job.atMillis() >= millis && ended;
            }
        }
        return since;
    }

    /** The longest that one tab of a person had to wait for what another had heard, of what was heard before then. */
    public Duration slowestEcho(long untilMillis) {
        return Duration.ofMillis(people.stream()
                .mapToLong(person -> slowestEcho(person, untilMillis))
                .max()
                .orElse(0));
    }

    private static long slowestEcho(Person person, long untilMillis) {
        Map<Long, LongSummaryStatistics> byOffset = new HashMap<>();
        person.ears().forEach(ear -> ear.heard()
                .forEach(heard -> byOffset.computeIfAbsent(heard.offset(), offset -> new LongSummaryStatistics())
                        .accept(heard.atMillis())));
        return byOffset.values().stream()
                .filter(times -> times.getMin() < untilMillis)
                .mapToLong(times -> times.getMax() - times.getMin())
                .max()
                .orElse(0);
    }

    public List<Person> people() {
        return people;
    }

    public int accepted() {
        return people.stream().mapToInt(person -> person.accepted().size()).sum();
    }

    public Set<String> strange() {
        return strange;
    }

    public int unanswered() {
        return unanswered.get();
    }

    public Refusals refusals() {
        return refusals;
    }

    /** Requests whose connection broke after they were sent. */
    public int broken() {
        return broken.get();
    }

    public int hung() {
        return hung.get();
    }

    public void close() {
        people.forEach(person -> person.ears().forEach(Ear::close));
        Waiting.on(Future.join(http.close(), sockets.close()));
    }
}
