package io.driftline;

import io.driftline.backup.Place;
import io.driftline.backup.Restoration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings a backup back into an installation that has nothing yet. */
@Command(
        name = "restore",
        description =
                "Bring database and models back from a file of backup, into an empty database or a new data folder.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class Restore implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private Keeping installation = new Keeping();

    @Parameters(paramLabel = "FILE", description = "What backup wrote.")
    private Path file = Path.of("");

    Restore(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return Keeping.run(this::restore);
    }

    private void restore() throws IOException, InterruptedException {
        try (var backup = Restoration.open(file)) {
            installation.open(environment, true, place -> restore(backup, place));
        }
    }

    private static void restore(Restoration backup, Place place) throws IOException, InterruptedException {
        backup.into(place);
        System.out.println(
                place.models().isPresent() || backup.modelFiles() == 0
                        ? "restored; serve brings the tables up to date at its next start"
                        : "restored without models, for --models names no folder");
    }
}
