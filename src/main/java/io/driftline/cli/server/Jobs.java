package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(name = "jobs", description = "List your jobs, the latest first.")
public final class Jobs extends CliCommand {
    private static final int MOST = 100;

    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many, at most 100 (20).")
    private int limit;

    @Option(names = "--json", description = "Print what the server answers.")
    private boolean json;

    public Jobs(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        if (limit < 1 || limit > MOST) {
            throw CliException.unusable("--limit is 1 to 100.");
        }
        var jobs = server.client(tokens).get("/jobs?limit=" + limit);
        if (json) {
            System.out.println(jobs.encodePrettily());
        } else {
            jobs.getJsonArray("items").forEach(job -> System.out.println(line((JsonObject) job)));
        }
        return 0;
    }

    private static String line(JsonObject job) {
        return "%s  %-10s  %s  %s  %s"
                .formatted(
                        job.getString("id"),
                        job.getString("state"),
                        job.getString("createdAt").substring(0, "2026-01-01T00:00".length()),
                        JobText.strains(job),
                        job.getValue("summary") == null ? "" : JobText.outcome(job));
    }
}
