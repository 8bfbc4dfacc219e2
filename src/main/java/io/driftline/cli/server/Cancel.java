package io.driftline.cli.server;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels jobs. */
@Command(name = "cancel", description = "Cancel jobs that have not ended.")
public final class Cancel extends CliCommand {
    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "JOB", arity = "1..*", description = "Their numbers.")
    private List<String> jobs = List.of();

    public Cancel(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        JobNumbers.require(jobs);
        var client = server.client(tokens);
        for (var id : jobs) {
            System.out.println(id + " " + client.post("/jobs/" + id + "/cancel").getString("state"));
        }
        return 0;
    }
}
