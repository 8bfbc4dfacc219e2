package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.JobIds;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.catalog.Catalog;
import io.driftline.identity.UserId;
import io.driftline.job.JobInput;
import io.driftline.job.Mode;
import io.driftline.job.PackedInput;
import io.driftline.job.Submission;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One pair of a job of many as a job of its own, which has what rows leave out: substitutions and their contributions.
 * Asked for again, it is the same job.
 */
public final class PairsApi implements ApiOperations {
    private final Jobs jobs;
    private final Catalog catalog;
    private final JobAcceptance accepting;

    public PairsApi(Jobs jobs, Catalog catalog, JobAcceptance accepting) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.accepting = accepting;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("submitPair", this::submit);
    }

    private void submit(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        int a = Math.toIntExact(Requests.bodyNumber(ctx, "recordA"));
        int b = Math.toIntExact(Requests.bodyNumber(ctx, "recordB"));
        accepting.accept(ctx, jobs.find(user, JobIds.of(ctx)).compose(job -> jobs.input(user, job.id())
                .compose(packed -> BodyWork.alone(ctx, () -> pair(job.mode(), PackedInput.unpack(packed), a, b)))
                .compose(input -> submission(user, job, input, a + ":" + b))));
    }

    private Future<Submission> submission(UserId user, JobView job, PackedInput input, String pair) {
        return catalog.require(job.model().id(), job.model().encoding())
                .map(model -> new Submission(user, model, Mode.PAIR, input, "pair:" + job.id() + ":" + pair)
                        .under(job.batchOfPairs()));
    }

    private static PackedInput pair(Mode mode, JobInput input, int a, int b) {
        boolean against = mode == Mode.QUERY;
        var first = against ? input.records() : everyone(input);
        var second = against ? input.references() : everyone(input);
        return PackedInput.of(
                Mode.PAIR, JobInput.of(List.of(record(first, a, false, 1), record(second, b, against, 2))));
    }

    private static List<SequenceRecord> everyone(JobInput input) {
        return Stream.concat(input.records().stream(), input.references().stream())
                .toList();
    }

    private static SequenceRecord record(List<SequenceRecord> from, int number, boolean reference, int place) {
        return from.stream()
                .filter(record -> record.record() == number)
                .findFirst()
                .map(record -> new SequenceRecord(place, record.name(), record.letters()).stated(record.subtype()))
                .orElseThrow(() -> ServiceException.of(
                        ProblemType.INVALID_FIELD,
                        (reference ? JobWords.NO_REFERENCE : JobWords.NO_RECORD).message(number)));
    }
}
