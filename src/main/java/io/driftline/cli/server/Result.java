package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.cli.Progress;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a result. */
@Command(
        name = "result",
        description = "Download the result of a job, as CSV to the standard output unless said otherwise.",
        footer = {
            "",
            "Exit status: 0 it is there; 1 it could not be had, such as of a job that has not ended; 2 options cannot be used;"
                    + " 3 the job ended without one; 130 stopped."
        })
public final class Result extends CliCommand {
    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "JOB", description = "Its number, as predict and jobs tell it.")
    private String job = "";

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "csv, tsv, json, xlsx, fasta (aligned), or matrix of many pairs (csv).")
    private @Nullable String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "A file whose name ends with .csv, .tsv, .matrix.tsv, .json, .xlsx or .fasta; may be said several"
                            + " times.")
    private List<Path> outputs = List.of();

    @Option(names = "--wait", description = "Wait until the job has ended.")
    private boolean wait;

    public Result(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        JobNumbers.require(List.of(job));
        if (format != null && !outputs.isEmpty()) {
            throw CliException.unusable("--format goes without --output, whose name says it.");
        }
        var printed = format == null ? ResultFormat.CSV : ResultFormat.named(format);
        for (Path output : outputs) {
            Inputs.requireWritable(output);
            ResultFormat.of(output);
        }
        var client = server.client(tokens);
        JsonObject ended = client.get("/jobs/" + job);
        if (wait && ended.getString("finishedAt") == null) {
            var progress = new Progress();
            ended = new JobWatch(client, progress, "", true).await(job);
            progress.end();
        }
        if (ended.getString("finishedAt") == null) {
            throw CliException.failed("Job " + job + " has not ended; --wait waits for it.");
        }
        JobText.requireResult(ended);
        if (outputs.isEmpty()) {
            Download.to(client, ended, printed, System.out);
            System.out.flush();
        }
        for (Path output : outputs) {
            Download.toFile(client, ended, output);
        }
        return 0;
    }
}
