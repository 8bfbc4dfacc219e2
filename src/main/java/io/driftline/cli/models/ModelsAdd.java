package io.driftline.cli.models;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.cli.server.CliCommand;
import io.driftline.cli.server.ServerOptions;
import io.driftline.cli.server.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a version to be examined. */
@Command(
        name = "add",
        description = "Have a version examined; when it passes it is served, and active once it is activated.")
public final class ModelsAdd extends CliCommand {
    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--activate", description = "Activate it when it has passed.")
    private boolean activate;

    @Parameters(paramLabel = "FOLDER|ZIP", description = "model.yaml with the files that it names and golden.fasta.")
    private Path version = Path.of("");

    public ModelsAdd(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        var client = server.client(tokens);
        var folder = Files.isDirectory(version);
        if (!folder) {
            Inputs.requireReadable(List.of(version));
        }
        var archive = folder ? pack(version) : version;
        try {
            var added = client.upload("/admin/models", archive);
            System.out.println(ModelChange.describe(added));
            if (activate) {
                System.out.println(ModelChange.describe(
                        ModelChange.activate(client, added.getString("name"), added.getString("version"))));
            }
            return 0;
        } finally {
            if (folder) {
                Files.delete(archive);
            }
        }
    }

    /** The plain files of the folder; the server says what is missing or too much. */
    private static Path pack(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("model.yaml"))) {
            throw CliException.unusable(folder + " holds no model.yaml.");
        }
        var archive = Files.createTempFile("driftline-", ".zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return archive;
    }
}
