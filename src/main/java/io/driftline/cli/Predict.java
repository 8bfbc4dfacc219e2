package io.driftline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Predicts the pairs of a file. */
@Command(
        name = "predict",
        description = {
            "Predict the pairs of a CSV file, here or at a server.",
            "",
            "pairs.csv has the columns subtype,strain_a,strain_b; strains are headers of the FASTA files. The output has"
                    + " one row for each row in, in the same order: subtype,strain_a,strain_b,probability_variant,"
                    + "distance_log2,low,high,warnings. What cannot be predicted has no figures, and a warning says why."
        },
        footer = {
            "",
            "Exit status: 0 the output is written; 1 it could not be; 2 options or files cannot be used; 130 stopped."
        })
public final class Predict extends CliCommand {
    private final Map<String, String> environment;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Predict at this server, as DRIFTLINE_TOKEN or login says; without it, on this machine.")
    private @Nullable String server;

    @Option(names = "--model", paramLabel = "M", description = "Name of the model (the strongest).")
    private @Nullable String model;

    @Option(names = "--model-version", paramLabel = "V", description = "Its version (the newest); without --server.")
    private @Nullable String version;

    @Option(names = "--encoding", paramLabel = "E", description = "Encoding (the model's first).")
    private @Nullable String encoding;

    @Option(names = "--pairs", paramLabel = "CSV", required = true, description = "The pairs.")
    private Path pairs = Path.of("");

    @Option(
            names = "--sequences",
            paramLabel = "FASTA",
            required = true,
            arity = "1..*",
            description = "Protein or nucleotide sequences of the strains; may be .gz.")
    private List<Path> sequences = List.of();

    @Option(names = "--output", paramLabel = "CSV", required = true, description = "Where the answers go.")
    private Path output = Path.of("");

    @Option(names = "--models", paramLabel = "DIR", description = "Another model repository; without --server.")
    private @Nullable Path models;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where the worker is set up, once (~/.cache/driftline); without --server.")
    private @Nullable Path cache;

    /** @param environment the process environment */
    public Predict(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    int run() throws IOException, InterruptedException {
        Inputs.requireReadable(List.of(pairs));
        Inputs.requireReadable(sequences);
        Inputs.requireWritable(output);
        if (server != null) {
            return atServer(server);
        }
        PairsFile.read(pairs);
        return new PredictAlone(environment)
                .run(new PredictAlone.Request(model, version, encoding, models, cache, pairs, sequences, output));
    }

    private int atServer(String address) throws IOException, InterruptedException {
        if (version != null || models != null || cache != null) {
            throw CliException.unusable("--model-version, --models and --cache go without --server.");
        }
        var url = ServerOptions.address(address);
        new PredictAtServer(new ServerClient(url, new Tokens(environment).of(url)))
                .run(model, encoding, pairs, sequences, output);
        return 0;
    }
}
