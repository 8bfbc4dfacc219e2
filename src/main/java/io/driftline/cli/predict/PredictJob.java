package io.driftline.cli.predict;

import io.driftline.cli.Inputs;
import io.driftline.cli.Pause;
import io.driftline.cli.Progress;
import io.driftline.cli.models.OfferedModel;
import io.driftline.cli.server.Download;
import io.driftline.cli.server.Form;
import io.driftline.cli.server.JobText;
import io.driftline.cli.server.JobWatch;
import io.driftline.cli.server.ServerClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Submits one job to a server and, if that is wanted, stays until its end. */
final class PredictJob {
    static final String KEY = "Idempotency-Key";
    private static final String PANEL = "panel";

    private final ServerClient client;

    PredictJob(ServerClient client) {
        this.client = client;
    }

    /** What is asked for; {@code references} is {@code panel}, {@code panel:NAME} or a FASTA file. */
    record Request(
            @Nullable String model,
            @Nullable String encoding,
            @Nullable String mode,
            @Nullable String references,
            List<Path> sequences,
            List<Path> outputs,
            @Nullable Path provenance,
            boolean stay,
            boolean json) {}

    void run(Request request) throws IOException, InterruptedException {
        var choice =
                OfferedModel.choose(PredictAtServer.models(client), request.model(), request.encoding(), "the server");
        var form = new Form().field("modelId", choice.model().id()).field("encodingId", choice.encoding());
        describe(form, request.mode(), request.references(), request.sequences());
        var progress = new Progress();
        var accepted = submit(key -> client.post("/jobs", form, KEY, key), progress, "");
        var id = accepted.getString("id");
        if (!request.stay()) {
            System.out.println(request.json() ? accepted.encodePrettily() : id);
            return;
        }
        progress.say("Job " + id + ": " + client.server() + "/jobs/" + id);
        var job = JobText.requireResult(new JobWatch(client, progress, "", true).await(id));
        progress.end();
        for (Path output : request.outputs()) {
            Download.toFile(client, job, output);
        }
        if (request.provenance() != null) {
            Provenance.write(request.provenance(), client, job, request);
        }
        System.out.println(request.json() ? job.encodePrettily() : JobText.outcome(job));
    }

    /** What is compared with what; the mode follows from the references where it is not said. */
    static void describe(Form form, @Nullable String mode, @Nullable String references, List<Path> sequences) {
        form.field("mode", mode != null ? mode : references == null ? "pair" : "query");
        sequences.forEach(file -> form.file("sequences", Inputs.source(file)));
        if (references != null && isPanel(references)) {
            form.field("references", references);
        } else if (references != null) {
            form.file("references", Inputs.source(Path.of(references)));
        }
    }

    /** Whether references are a panel that the server has, not a file. */
    static boolean isPanel(String references) {
        return references.equals(PANEL) || references.startsWith(PANEL + ":");
    }

    /** One try to submit, under the key that keeps it from being taken twice. */
    interface Try {
        JsonObject with(String key) throws IOException, InterruptedException;
    }

    /** What the server answers, once it has room; a line that breaks meanwhile submits nothing twice. */
    static JsonObject submit(Try submission, Progress progress, String label) throws IOException, InterruptedException {
        var key = UUID.randomUUID().toString();
        while (true) {
            try {
                return submission.with(key);
            } catch (ServerClient.Refusal refused) {
                if (refused.retryAfter() == 0) {
                    throw refused;
                }
                progress.show(label + "waiting for room", 0);
                Pause.of(Duration.ofSeconds(refused.retryAfter()));
            }
        }
    }
}
