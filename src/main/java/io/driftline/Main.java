package io.driftline;

import io.driftline.cli.models.Models;
import io.driftline.cli.predict.Check;
import io.driftline.cli.predict.Predict;
import io.driftline.cli.server.Cancel;
import io.driftline.cli.server.Jobs;
import io.driftline.cli.server.Login;
import io.driftline.cli.server.Result;
import io.driftline.cli.server.Tokens;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar. */
@Command(
        name = "driftline",
        description = "Influenza antigenic prediction, delivered live.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        subcommands = {Serve.class, AutoComplete.GenerateCompletion.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private Main() {}

    public static void main(String[] args) {
        int status = commandLine(System.getenv()).execute(args);
        // A running service ends the process itself; everything else ends here.
        if (status != Serve.RUNNING) {
            System.exit(status);
        }
    }

    static CommandLine commandLine(Map<String, String> environment) {
        var tokens = new Tokens(environment);
        return new CommandLine(new Main())
                .addSubcommand(new Doctor(environment))
                .addSubcommand(new Backup(environment))
                .addSubcommand(new Restore(environment))
                .addSubcommand(new Predict(environment))
                .addSubcommand(new Check(tokens))
                .addSubcommand(new Jobs(tokens))
                .addSubcommand(new Result(tokens))
                .addSubcommand(new Cancel(tokens))
                .addSubcommand(new Login(tokens))
                .addSubcommand(Models.commandLine(tokens))
                .setUsageHelpAutoWidth(true);
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
