package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.Files;
import io.driftline.api.body.Requests;
import io.driftline.bus.Addresses;
import io.driftline.bus.CheckSequences;
import io.driftline.catalog.Panels;
import io.driftline.config.Config;
import io.driftline.job.JobInput;
import io.driftline.job.JobProblem;
import io.driftline.job.PackedInput;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.SequenceRecord;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker's verdict on sequences, before they become a job. */
public final class ChecksApi implements ApiOperations {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    /** What a worker looks at while somebody waits; of more records the first ones say enough of the kind they are. */
    private static final int AT_ONCE = 100;

    private static final int REFERENCES_AT_ONCE = 20;
    private static final int UNKNOWN_TOLD = 20;

    private final EventBus bus;
    private final GuestGate guests;
    private final SubmittedInput inputs;
    private final KeptReferences references;

    public ChecksApi(EventBus bus, GuestGate guests, Config config, Panels panels) {
        this.bus = bus;
        this.guests = guests;
        this.inputs = new SubmittedInput(config.limits(), panels.standard());
        this.references = new KeptReferences(panels.named());
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("checkSequences", this::check);
    }

    private void check(RoutingContext ctx) {
        var body = Requests.body(ctx);
        var files = Files.of(ctx);
        Answers.of(
                ctx,
                guests.admitCheck(ctx)
                        .compose(admitted -> references.into(ctx, body))
                        .compose(given -> BodyWork.last(ctx, () -> inputs.readForCheck(given, files)))
                        .compose(input -> {
                            var records = records(input);
                            var request = new JsonObject()
                                    .put("mode", SubmittedInput.mode(body).label())
                                    .put("records", records);
                            int given = named(input).size() + input.references().size();
                            return Addresses.CHECK_SEQUENCES
                                    .request(bus, new CheckSequences(request), TIMEOUT)
                                    .map(checked -> whole(checked.verdict())
                                            .put("given", given)
                                            .put("pairs", pairs(input)));
                        }));
    }

    private static JsonObject whole(JsonObject verdict) {
        var problem = verdict.getJsonObject("problem");
        return problem == null ? verdict : verdict.put("problem", JobProblem.whole(problem));
    }

    /** Without those that stand for names of a list that no record has. */
    private static List<SequenceRecord> named(JobInput input) {
        return input.records().stream().filter(record -> !isName(record)).toList();
    }

    private static boolean isName(SequenceRecord record) {
        return record.faults().stream().anyMatch(fault -> fault.kind() == FaultKind.NAME);
    }

    /** How many pairs a list has, and what of it means no record; null of what is no list. */
    private static @Nullable JsonObject pairs(JobInput input) {
        if (input.pairs().isEmpty()) {
            return null;
        }
        var unknown = new JsonArray();
        input.records().stream()
                .filter(ChecksApi::isName)
                .limit(UNKNOWN_TOLD)
                .forEach(record -> unknown.add(new JsonObject()
                        .put("name", record.name())
                        .put("detail", record.faults().get(0).detail())
                        .mergeIn(record.faults().get(0).said().toJson())));
        int names = input.records().size() - named(input).size();
        return new JsonObject()
                .put("count", input.pairs().size())
                .put("unknownNames", names)
                .put("unknown", unknown);
    }

    private static JsonArray records(JobInput input) {
        var records = new JsonArray();
        int references = Math.min(input.references().size(), REFERENCES_AT_ONCE);
        named(input).stream().limit(AT_ONCE - references).map(PackedInput::item).forEach(records::add);
        input.references().stream()
                .limit(references)
                .map(PackedInput::referenceItem)
                .forEach(records::add);
        return records;
    }
}
