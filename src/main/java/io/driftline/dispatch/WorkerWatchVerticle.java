package io.driftline.dispatch;

import io.driftline.bus.Addresses;
import io.driftline.bus.CheckSequences;
import io.driftline.bus.ListWorkers;
import io.driftline.bus.LookAtWorkers;
import io.driftline.bus.news.AttemptsGivenBack;
import io.driftline.bus.news.WorkerModels;
import io.driftline.bus.news.WorkerSeen;
import io.driftline.bus.news.WorkerStuck;
import io.driftline.bus.news.WorkersAnnounced;
import io.driftline.bus.news.WorkersAnnounced.Announced;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the workers, listed ones and those that have announced themselves: which answer, what they serve; and asks one of them
 * for a check. One that is leaving is looked after until it is gone, and said to be none for jobs.
 */
public final class WorkerWatchVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerWatchVerticle.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ModelWorkers workers;
    private final Duration interval;
    private final Duration repeat;
    private final Map<String, JsonObject> reachable = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> loads = new HashMap<>();
    private final Map<String, List<String>> faults = new HashMap<>();
    private final Set<String> watched = new HashSet<>();
    private Map<String, Announced> announced = Map.of();
    private int next;

    /**
     * @param interval between two looks at a worker
     * @param repeat after which what a worker serves is told again though nothing has changed, for the catalogue forgets who is silent
     */
    public WorkerWatchVerticle(ModelWorkers workers, Duration interval, Duration repeat) {
        this.workers = workers;
        this.interval = interval;
        this.repeat = repeat;
    }

    @Override
    public Future<?> start() {
        Addresses.CHECK_SEQUENCES.consume(vertx.eventBus(), this::check);
        Addresses.LOOK_AT_WORKERS.consume(vertx.eventBus(), command -> lookAtAll());
        Addresses.LIST_WORKERS.consume(vertx.eventBus(), command -> Future.succeededFuture(list()));
        Addresses.WORKERS_ANNOUNCED.consume(vertx.eventBus(), this::announced);
        watchAll();
        vertx.setPeriodic(repeat.toMillis(), timer -> reachable.values().forEach(this::tell));
        return Future.succeededFuture();
    }

    /** Fails if no worker answers. */
    public Future<Void> probe() {
        return reachable.isEmpty() ? Future.failedFuture("no worker answers") : Future.succeededFuture();
    }

    private void announced(WorkersAnnounced news) {
        var before = announced.keySet();
        Map<String, Announced> now = new LinkedHashMap<>();
        news.workers().forEach(worker -> now.put(worker.address(), worker));
        announced = now;
        now.forEach((worker, said) -> {
            if (said.leaving()) {
                Addresses.WORKER_SEEN.publish(vertx.eventBus(), new WorkerSeen(worker, false));
            }
        });
        var known = known();
        before.stream().filter(worker -> !known.contains(worker)).forEach(this::forget);
        watchAll();
    }

    private Set<String> known() {
        Set<String> known = new LinkedHashSet<>(workers.addresses());
        known.addAll(announced.keySet());
        return known;
    }

    private boolean takesJobs(String worker) {
        var said = announced.get(worker);
        return said == null || !said.leaving();
    }

    private void watchAll() {
        known().stream().filter(watched::add).forEach(this::watch);
    }

    private void watch(String worker) {
        if (!known().contains(worker)) {
            watched.remove(worker);
            reachable.remove(worker);
            loads.remove(worker);
            faults.remove(worker);
            return;
        }
        look(worker)
                .compose(models -> measure(worker))
                .onComplete(looked -> vertx.setTimer(interval.toMillis(), timer -> watch(worker)));
    }

    private Future<JsonObject> look(String worker) {
        return workers.models(worker)
                .compose(said -> checked(worker, said))
                .onSuccess(models -> seen(worker, models))
                .onFailure(failure -> missed(worker, failure));
    }

    /** What of it can be used; what cannot is said once. */
    private Future<JsonObject> checked(String worker, JsonObject said) {
        try {
            var checked = ModelsForm.check(said);
            if (!checked.faults().equals(faults.put(worker, checked.faults()))) {
                checked.faults().forEach(fault -> LOG.error("model or encoding refused worker={} {}", worker, fault));
            }
            return Future.succeededFuture(checked.models());
        } catch (IOException malformed) {
            return Future.failedFuture(malformed);
        }
    }

    /** A worker that does not tell its load is still good for jobs. */
    private Future<JsonObject> measure(String worker) {
        return workers.load(worker).onSuccess(load -> measured(worker, load)).onFailure(failure -> {
            loads.remove(worker);
            LOG.debug("worker does not tell its load worker={}", worker, failure);
        });
    }

    private void measured(String worker, JsonObject load) {
        var before = loads.put(worker, load);
        var stuck = WorkerHealth.stuck(load);
        if (!stuck.isEmpty() && (before == null || !stuck.equals(WorkerHealth.stuck(before)))) {
            LOG.error("a computation of a worker hangs, the worker is replaced worker={} stuck={}", worker, stuck);
            Addresses.WORKER_STUCK.publish(vertx.eventBus(), new WorkerStuck(worker));
        }
        var givenBack = WorkerHealth.givenBack(load);
        if (!givenBack.isEmpty()) {
            Addresses.ATTEMPTS_GIVEN_BACK.publish(vertx.eventBus(), new AttemptsGivenBack(worker, givenBack));
        }
    }

    private ListWorkers.Listed list() {
        return new ListWorkers.Listed(known().stream()
                .map(worker ->
                        new ListWorkers.Worker(worker, reachable.get(worker), loads.get(worker), announced.get(worker)))
                .toList());
    }

    private Future<LookAtWorkers.Looked> lookAtAll() {
        return Future.join(known().stream().map(this::look).toList())
                .transform(looked -> Future.succeededFuture(new LookAtWorkers.Looked(List.copyOf(reachable.values()))));
    }

    private void seen(String worker, JsonObject models) {
        if (!known().contains(worker)) {
            return;
        }
        var before = reachable.put(worker, models);
        if (before == null) {
            LOG.info("worker answers worker={}", worker);
        }
        if (!models.equals(before)) {
            tell(models);
        }
        Addresses.WORKER_SEEN.publish(vertx.eventBus(), new WorkerSeen(worker, takesJobs(worker)));
    }

    private void tell(JsonObject models) {
        Addresses.WORKER_MODELS.publish(vertx.eventBus(), new WorkerModels(models));
    }

    private void missed(String worker, Throwable failure) {
        loads.remove(worker);
        if (reachable.remove(worker) != null) {
            LOG.warn("worker does not answer worker={}: {}", worker, failure.getMessage());
        }
        Addresses.WORKER_SEEN.publish(vertx.eventBus(), new WorkerSeen(worker, false));
    }

    private void forget(String worker) {
        reachable.remove(worker);
        LOG.info("worker is gone worker={}", worker);
        Addresses.WORKER_SEEN.publish(vertx.eventBus(), new WorkerSeen(worker, false));
    }

    private Future<CheckSequences.Checked> check(CheckSequences command) {
        var candidates = reachable.keySet().stream().filter(this::takesJobs).toList();
        if (candidates.isEmpty()) {
            return Future.failedFuture(noWorker());
        }
        var worker = candidates.get(Math.floorMod(next++, candidates.size()));
        return workers.check(worker, command.request())
                .map(CheckSequences.Checked::new)
                .recover(failure -> Future.failedFuture(failure instanceof ServiceException ? failure : noWorker()));
    }

    private static ServiceException noWorker() {
        return ServiceException.retryLater(ProblemType.NO_WORKER, ServiceWords.NO_WORKER.message(), RETRY);
    }
}
