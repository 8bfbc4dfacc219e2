package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.cli.server.CliCommand;
import io.driftline.cli.server.ResultFormat;
import io.driftline.cli.server.ServerClient;
import io.driftline.cli.server.ServerOptions;
import io.driftline.cli.server.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Predicts the pairs of a file. */
@Command(
        name = "predict",
        description = {
            "Predict at a server, or the pairs of a CSV file here.",
            "",
            "Without --pairs the sequences become one job at a server: two of them a pair; with --references each is compared"
                    + " with each reference; with --mode all each with each. Stopping this leaves the job running.",
            "",
            "pairs.csv has the columns subtype,strain_a,strain_b; strains are headers of the FASTA files. The output has"
                    + " one row for each row in, in the same order: subtype,strain_a,strain_b,probability_variant,"
                    + "distance_log2,low,high,warnings,verdict. What cannot be predicted has no figures, and a warning says why."
        },
        footer = {
            "",
            "Exit status: 0 done; 1 it could not be done; 2 options or files cannot be used; 3 the job ended without a"
                    + " result; 130 stopped."
        })
public final class Predict extends CliCommand {
    private static final List<String> MODES = List.of("pair", "query", "all");

    private final Map<String, String> environment;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Predict at this server, as DRIFTLINE_TOKEN or login says; pairs without it on this machine,"
                    + " sequences without it at DRIFTLINE_SERVER or the server of the last login.")
    private @Nullable String server;

    @Option(names = "--model", paramLabel = "M", description = "Name of the model (the strongest).")
    private @Nullable String model;

    @Option(names = "--model-version", paramLabel = "V", description = "Its version (the newest); without --server.")
    private @Nullable String version;

    @Option(names = "--encoding", paramLabel = "E", description = "Encoding (the model's first).")
    private @Nullable String encoding;

    @Option(names = "--pairs", paramLabel = "CSV", description = "The pairs.")
    private @Nullable Path pairs;

    @Option(names = "--mode", paramLabel = "M", description = "Without --pairs: pair, query or all (pair).")
    private @Nullable String mode;

    @Option(names = "--references", paramLabel = "R", description = "For query: panel, panel:NAME, or a FASTA file.")
    private @Nullable String references;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Stay until the job has ended, as it does by itself; --no-wait prints its number.")
    private boolean wait;

    @Option(names = "--json", description = "Print what the server answers; without --pairs.")
    private boolean json;

    @Option(
            names = "--sequences",
            paramLabel = "FASTA",
            arity = "1..*",
            description = "Protein or nucleotide sequences of the strains; may be packed.")
    private List<Path> sequences = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the answers go; of pairs one file, CSV, else as .csv, .tsv, .matrix.tsv, .json, .xlsx"
                    + " or .fasta says; may be said several times.")
    private List<Path> outputs = List.of();

    @Option(
            names = "--provenance",
            paramLabel = "JSON",
            description = "Where it is written what made the result: versions, digests, sums of all files.")
    private @Nullable Path provenance;

    @Option(
            names = "--manifest",
            paramLabel = "YAML",
            description = "These options in a file; what is said here as well counts here.")
    private @Nullable Path manifest;

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
    protected int run() throws IOException, InterruptedException {
        if (manifest != null) {
            fill(Manifest.read(manifest));
        }
        if (sequences.isEmpty()) {
            throw CliException.unusable("--sequences names no file, here or in a --manifest.");
        }
        Inputs.requireReadable(sequences);
        if (pairs == null) {
            submit();
            return 0;
        }
        return predictPairs(pairs);
    }

    private void fill(Manifest told) {
        server = server == null ? told.server() : server;
        model = model == null ? told.model() : model;
        version = version == null ? told.modelVersion() : version;
        encoding = encoding == null ? told.encoding() : encoding;
        mode = mode == null ? told.mode() : mode;
        references = references == null ? told.references() : references;
        pairs = pairs == null ? told.pairs() : pairs;
        sequences = sequences.isEmpty() ? told.sequences() : sequences;
        outputs = outputs.isEmpty() ? told.outputs() : outputs;
        provenance = provenance == null ? told.provenance() : provenance;
    }

    private int predictPairs(Path pairs) throws IOException, InterruptedException {
        Inputs.requireReadable(List.of(pairs));
        if (outputs.size() != 1 || mode != null || references != null || json || !wait) {
            throw CliException.unusable(
                    "--pairs goes with one --output, and without --mode, --references, --json and --no-wait.");
        }
        requireOutputs(Stream.concat(sequences.stream(), Stream.of(pairs)).toList());
        var request =
                new PairsRequest(model, version, encoding, models, cache, pairs, sequences, outputs.get(0), provenance);
        if (server != null) {
            requireServersOptions();
            new PredictAtServer(client()).run(request);
            return 0;
        }
        return new PredictAlone(environment).run(request);
    }

    private void requireOutputs(List<Path> inputs) {
        for (Path output : outputs) {
            Inputs.requireWritable(output);
            Inputs.requireOther(output, inputs);
        }
        if (provenance != null) {
            Inputs.requireWritable(provenance);
            Inputs.requireOther(provenance, inputs);
            Inputs.requireOther(provenance, outputs);
        }
    }

    private void submit() throws IOException, InterruptedException {
        requireServersOptions();
        if (mode != null && !MODES.contains(mode)) {
            throw CliException.unusable(
                    "--mode is one of " + String.join(", ", MODES) + "; for named pairs give --pairs.");
        }
        var ofFile = references == null || PredictJob.isPanel(references)
                ? Stream.<Path>of()
                : Stream.of(Path.of(references));
        requireOutputs(Stream.concat(sequences.stream(), ofFile).toList());
        outputs.forEach(ResultFormat::of);
        if (!wait && (provenance != null || !outputs.isEmpty())) {
            throw CliException.unusable("--output and --provenance need the result, so they go without --no-wait.");
        }
        new PredictJob(client())
                .run(new PredictJob.Request(
                        model, encoding, mode, references, sequences, outputs, provenance, wait, json));
    }

    private ServerClient client() {
        return ServerOptions.client(server, new Tokens(environment));
    }

    private void requireServersOptions() {
        if (version != null || models != null || cache != null) {
            throw CliException.unusable("--model-version, --models and --cache go with --pairs and without --server.");
        }
    }
}
