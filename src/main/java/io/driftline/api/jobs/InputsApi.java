package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.JobIds;
import io.driftline.api.caller.Callers;
import io.driftline.job.JobInput;
import io.driftline.job.PackedInput;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a job was given, as it can be given again. */
public final class InputsApi implements ApiOperations {
    private final Jobs jobs;

    public InputsApi(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readInput", this::read);
    }

    private void read(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        Answers.of(ctx, jobs.find(user, JobIds.of(ctx)).compose(job -> jobs.input(user, job.id())
                .compose(packed -> BodyWork.alone(ctx, () -> json(job, PackedInput.unpack(packed))))));
    }

    /** Records that stand for what could not be used have nothing to give again. */
    private static JsonObject json(JobView job, JobInput input) {
        return new JsonObject()
                .put("mode", job.mode().label())
                .put("sequences", fasta(input.records()))
                .put("references", input.references().isEmpty() ? null : fasta(input.references()))
                .put("pairs", pairs(input));
    }

    private static String fasta(List<SequenceRecord> records) {
        return records.stream()
                .filter(record -> !record.letters().isEmpty())
                .map(record -> ">" + record.name() + "\n" + record.letters() + "\n")
                .collect(Collectors.joining());
    }

    private static @Nullable String pairs(JobInput input) {
        if (input.pairs().isEmpty()) {
            return null;
        }
        var records = input.records().stream()
                .collect(Collectors.toMap(SequenceRecord::record, Function.identity(), (first, same) -> first));
        boolean stated = input.records().stream().anyMatch(record -> record.subtype() != null);
        return input.pairs().stream()
                .map(pair -> names(records, pair) + (stated ? "," + cell(subtype(records, pair)) : "") + "\n")
                .collect(Collectors.joining("", "strain_a,strain_b" + (stated ? ",subtype" : "") + "\n", ""));
    }

    private static String names(Map<Integer, SequenceRecord> records, RecordPair pair) {
        return cell(record(records, pair.a()).name()) + ","
                + cell(record(records, pair.b()).name());
    }

    /** Of both records, where it was stated; one that is in several pairs has it from any of them. */
    private static String subtype(Map<Integer, SequenceRecord> records, RecordPair pair) {
        var first = record(records, pair.a()).subtype();
        var second = record(records, pair.b()).subtype();
        return first != null && first.equals(second) ? first : "";
    }

    /** Each pair is of records that the job has, be it to say what is wrong with them. */
    private static SequenceRecord record(Map<Integer, SequenceRecord> records, int number) {
        return Objects.requireNonNull(records.get(number), "record " + number);
    }

    private static String cell(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
