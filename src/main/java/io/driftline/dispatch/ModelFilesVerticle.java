package io.driftline.dispatch;

import io.driftline.bus.Addresses;
import io.driftline.bus.ExamineModel;
import io.driftline.bus.SettleModel;
import io.driftline.bus.WithdrawModel;
import io.driftline.bus.news.WorkerSeen;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Hands changes of the model repository to workers that answer. */
public final class ModelFilesVerticle extends VerticleBase {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ModelFiles files;
    private final Set<String> reachable = new TreeSet<>();

    public ModelFilesVerticle(ModelFiles files) {
        this.files = files;
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.EXAMINE_MODEL.consume(bus, this::examine);
        Addresses.SETTLE_MODEL.consume(bus, this::settle);
        Addresses.WITHDRAW_MODEL.consume(bus, this::withdraw);
        return Addresses.WORKER_SEEN.consume(bus, this::note).completion();
    }

    private void note(WorkerSeen seen) {
        if (seen.reachable()) {
            reachable.add(seen.worker());
        } else {
            reachable.remove(seen.worker());
        }
    }

    private Future<ExamineModel.Examined> examine(ExamineModel command) {
        return reachable.stream()
                .findFirst()
                .map(worker -> examine(worker, command).map(verdict -> new ExamineModel.Examined(worker, verdict)))
                .orElseGet(() -> Future.failedFuture(noWorker()));
    }

    private Future<JsonObject> examine(String worker, ExamineModel command) {
        Promise<JsonObject> verdict = Promise.promise();
        command.context().runOnContext(there -> files.examine(worker, command.archive(), command.bytes())
                .onComplete(verdict));
        return verdict.future();
    }

    private Future<SettleModel.Settled> settle(SettleModel command) {
        return command.publish()
                ? files.publish(command.worker(), command.ticket())
                        .map(published -> new SettleModel.Settled(!published))
                : files.discard(command.worker(), command.ticket()).map(gone -> new SettleModel.Settled(false));
    }

    private Future<WithdrawModel.Withdrawn> withdraw(WithdrawModel command) {
        return Future.join(reachable.stream()
                        .map(worker -> files.withdraw(worker, command.name(), command.version()))
                        .toList())
                .map(done -> new WithdrawModel.Withdrawn());
    }

    private static ServiceException noWorker() {
        return ServiceException.retryLater(ProblemType.NO_WORKER, ServiceWords.NO_WORKER_EXAMINES.message(), RETRY);
    }
}
