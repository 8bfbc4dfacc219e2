package io.driftline;

import io.driftline.backup.BackupFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes what the installation keeps to one file; the service may run meanwhile. */
@Command(
        name = "backup",
        description = "Write database and models to one file, while the service runs or not.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class Backup implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private Keeping installation = new Keeping();

    @Parameters(paramLabel = "FILE", description = "The file to write, a zip; it must not be there yet.")
    private Path file = Path.of("");

    Backup(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return Keeping.run(() -> installation.open(environment, false, place -> {
            BackupFile.write(file, place);
            tell(place.models().isPresent());
        }));
    }

    private void tell(boolean models) throws IOException {
        System.out.println(file + ": " + Files.size(file) + " bytes, "
                + (models ? "database and models" : "the database; models are left out, for --models names no folder"));
    }
}
