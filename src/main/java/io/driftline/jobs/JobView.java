package io.driftline.jobs;

import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.Mode;
import io.driftline.job.PackedInput;
import io.driftline.job.Stage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as its owner sees it.
 *
 * @param position place in the queue, 1 is next; 0 unless queued
 * @param waitSeconds how long such a place took lately; absent if nothing ended lately or it is not queued
 * @param title what its owner calls it, if they do
 * @param note what its owner has written to it
 * @param batch that it stands under, if that is still there
 * @param inside how many jobs stand under it; in a list, those of them that pass its filter
 * @param strains names of the first records
 * @param records how many there are, {@code references} not counted
 * @param pairs how many they make, at most: subtypes are found out by checking
 * @param retentionDays how long it is kept after its end, where an operator said so of its owner
 * @param summary the result in short form, once there is one
 */
public record JobView(
        JobId id,
        JobState state,
        Stage stage,
        int attempt,
        long position,
        @Nullable Long waitSeconds,
        Mode mode,
        @Nullable String title,
        @Nullable String note,
        @Nullable Batch batch,
        int inside,
        JsonArray strains,
        int records,
        int references,
        long pairs,
        Model model,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Integer retentionDays,
        @Nullable JsonObject problem,
        @Nullable JsonObject summary) {

    /**
     * Version of a model and encoding, with what people call them.
     *
     * @param id number of the model in the catalogue
     * @param title the model's name for people
     */
    public record Model(long id, String title, String version, String encoding, String encodingName) {}

    /** What names a batch. */
    public record Batch(JobId id, @Nullable String title, Mode mode, int records, int references, long pairs) {}

    /** The batch that it stands under, as does what repeats it. */
    public @Nullable JobId batchId() {
        return batch == null ? null : batch.id();
    }

    /** The batch that a pair of it stands under: itself, unless it is a pair. */
    public @Nullable JobId batchOfPairs() {
        return mode == Mode.PAIR ? batchId() : id;
    }

    /** The batch that sequences are added to in its name: the one that it was added to itself, or else it. */
    public JobId batchOfAdditions() {
        return batch == null ? id : batch.id();
    }

    /** Its input, as it is stored, for another job; not on an event loop. */
    public PackedInput input(Buffer gzip) {
        return PackedInput.stored(gzip, strains, records, references, pairs);
    }
}
