package io.driftline.deployment;

import io.driftline.bus.Addresses;
import io.driftline.bus.ExamineModel;
import io.driftline.bus.LookAtWorkers;
import io.driftline.bus.SettleModel;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Changes of what new jobs get, while jobs run. The database says which version is active; workers serve every version in
 * their repository, so that each job keeps the one that it was submitted with.
 */
public final class Deployments {
    private static final Duration EXAMINATION = Duration.ofMinutes(11);
    private static final Duration CHANGE = Duration.ofSeconds(12);
    /** The worker may first have to put the version into a store. */
    private static final Duration PUBLICATION = Duration.ofSeconds(125);

    private final MySqlDeployments store;
    private final EventBus bus;
    private final Clock clock;

    public Deployments(MySqlDeployments store, EventBus bus, Clock clock) {
        this.store = store;
        this.bus = bus;
        this.clock = clock;
    }

    /** Every version, by model and age. */
    public Future<List<DeployedVersion>> list() {
        return store.list();
    }

    /** What was done to versions, the latest first. */
    public Future<List<AuditEntry>> history() {
        return store.history();
    }

    /**
     * Has a version examined and, if it passes, published, but not activated. The same files again change nothing, and
     * bring a retired version back. Fails with MODEL_REJECTED or MODEL_VERSION_TAKEN.
     */
    public Future<DeployedVersion> add(UserId user, ReadStream<Buffer> archive, long bytes) {
        return Addresses.EXAMINE_MODEL
                .request(bus, new ExamineModel(archive, bytes, Vertx.currentContext()), EXAMINATION)
                .compose(examined -> examined.verdict().getBoolean("accepted")
                        ? take(user, examined)
                        : reject(user, examined.verdict()));
    }

    /** Fails with MODEL_VERSION_NOT_FOUND, MODEL_VERSION_RETIRED or MODEL_NOT_SERVED; an active version stays so. */
    public Future<DeployedVersion> activate(UserId user, String name, String version) {
        return find(name, version)
                .compose(known ->
                        known.state() == VersionState.ACTIVE ? store.get(name, version) : activate(user, known, false));
    }

    /** Activates what was active before; fails as {@link #activate}, or with NO_EARLIER_VERSION. */
    public Future<DeployedVersion> rollBack(UserId user, String name) {
        return store.versions(name)
                .map(versions -> earlier(versions)
                        .orElseThrow(() -> versions.isEmpty()
                                ? unknown()
                                : ServiceException.of(
                                        ProblemType.NO_EARLIER_VERSION, ServiceWords.NO_EARLIER_VERSION.message())))
                .compose(known -> activate(user, known, true));
    }

    /** Fails with MODEL_VERSION_NOT_FOUND; a retired version stays so. */
    public Future<DeployedVersion> retire(UserId user, String name, String version) {
        return find(name, version)
                .compose(known -> known.state() == VersionState.RETIRED
                        ? Future.succeededFuture()
                        : store.retire(user, known, clock.instant()))
                .compose(done -> store.get(name, version));
    }

    private Future<DeployedVersion> reject(UserId user, JsonObject verdict) {
        var reason = verdict.getString("reason") + ": " + verdict.getString("detail");
        return store.rejected(user, reason, clock.instant())
                .compose(noted -> Future.failedFuture(ServiceException.of(
                        ProblemType.MODEL_REJECTED, RequestWords.AS_TOLD.message(verdict.getString("detail")))));
    }

    private Future<DeployedVersion> take(UserId user, ExamineModel.Examined examined) {
        var model = examined.verdict().getJsonObject("model");
        var name = model.getString("name");
        var version = model.getString("version");
        return store.checked(user, model, clock.instant())
                .compose(fits -> settle(examined, fits))
                .compose(fits -> fits ? look() : Future.failedFuture(taken(name, version)))
                .compose(looked -> store.get(name, version));
    }

    /** Publishes the examined files, unless others are known under their name; then, or if so on disk, false. */
    private Future<Boolean> settle(ExamineModel.Examined examined, boolean publish) {
        var command = new SettleModel(examined.worker(), examined.verdict().getString("ticket"), publish);
        return Addresses.SETTLE_MODEL.request(bus, command, PUBLICATION).map(settled -> publish && !settled.conflict());
    }

    private Future<DeployedVersion> activate(UserId user, MySqlDeployments.Known version, boolean back) {
        if (version.state() == VersionState.RETIRED) {
            return Future.failedFuture(
                    ServiceException.of(ProblemType.MODEL_VERSION_RETIRED, ServiceWords.VERSION_RETIRED.message()));
        }
        return look().map(looked -> served(looked, version))
                .compose(model -> store.activate(user, version, back, model, clock.instant()))
                .compose(done -> store.get(version.name().name(), version.name().version()));
    }

    /** What the workers tell of the version; throws MODEL_NOT_SERVED unless each that answers serves it. */
    private static JsonObject served(LookAtWorkers.Looked looked, MySqlDeployments.Known version) {
        var serving = looked.models().stream()
                .flatMap(worker -> model(worker.getJsonArray("models"), version).stream())
                .toList();
        if (serving.isEmpty() || serving.size() < looked.models().size()) {
            throw ServiceException.of(
                    ProblemType.MODEL_NOT_SERVED,
                    ServiceWords.VERSION_NOT_SERVED.message(
                            serving.size(), looked.models().size()));
        }
        return serving.get(0);
    }

    private static Optional<JsonObject> model(JsonArray models, MySqlDeployments.Known version) {
        return models.stream()
                .map(JsonObject.class::cast)
                .filter(model -> version.name().digest().equals(model.getString("digest")))
                .findFirst();
    }

    /** Back along what each version replaced, past retired ones. */
    private static Optional<MySqlDeployments.Known> earlier(List<MySqlDeployments.Known> versions) {
        var byId = versions.stream().collect(Collectors.toMap(MySqlDeployments.Known::id, version -> version));
        var seen = new HashSet<Long>();
        var at = versions.stream()
                .filter(version -> version.state() == VersionState.ACTIVE)
                .findFirst();
        while (at.isPresent() && seen.add(at.get().id())) {
            at = at.flatMap(MySqlDeployments.Known::replaced).map(byId::get);
            if (at.filter(version -> version.state() == VersionState.CHECKED).isPresent()) {
                return at;
            }
        }
        return Optional.empty();
    }

    private Future<MySqlDeployments.Known> find(String name, String version) {
        return store.versions(name).map(versions -> versions.stream()
                .filter(known -> known.name().version().equals(version))
                .findFirst()
                .orElseThrow(Deployments::unknown));
    }

    private Future<LookAtWorkers.Looked> look() {
        return Addresses.LOOK_AT_WORKERS.request(bus, new LookAtWorkers(), CHANGE);
    }

    private static ServiceException taken(String name, String version) {
        return ServiceException.of(ProblemType.MODEL_VERSION_TAKEN, ServiceWords.VERSION_TAKEN.message(name, version));
    }

    private static ServiceException unknown() {
        return ServiceException.of(ProblemType.MODEL_VERSION_NOT_FOUND, ServiceWords.VERSIONS_LISTED.message());
    }
}
