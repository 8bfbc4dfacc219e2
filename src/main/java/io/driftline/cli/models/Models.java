package io.driftline.cli.models;

import io.driftline.cli.server.Tokens;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators do with model versions; each command is one call of the API. */
@Command(
        name = "models",
        description = "The models of a server; operators add, activate, roll back and retire versions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Models implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing command: list, add, activate, rollback or retire");
        }
    }

    /** The command with its own commands. */
    public static CommandLine commandLine(Tokens tokens) {
        return new CommandLine(new Models())
                .addSubcommand(new ModelsList(tokens))
                .addSubcommand(new ModelsAdd(tokens))
                .addSubcommand(new ModelChange.Activate(tokens))
                .addSubcommand(new ModelChange.Rollback(tokens))
                .addSubcommand(new ModelChange.Retire(tokens));
    }
}
