package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.cli.server.CliCommand;
import io.driftline.cli.server.Form;
import io.driftline.cli.server.ServerOptions;
import io.driftline.cli.server.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks what a worker would make of sequences. */
@Command(
        name = "check",
        description =
                "Ask a server what it makes of sequences, before anything is submitted: a line for each record, of many the"
                        + " first 100.",
        footer = {
            "",
            "Exit status: 0 a prediction would be taken; 1 the server could not be asked; 2 options or files cannot be used;"
                    + " 3 it would end without a result; 130 stopped."
        })
public final class Check extends CliCommand {
    private static final double PERCENT = 100;

    private final Tokens tokens;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--sequences",
            paramLabel = "FASTA",
            required = true,
            arity = "1..*",
            description = "Protein or nucleotide sequences of the strains; may be packed.")
    private List<Path> sequences = List.of();

    @Option(names = "--references", paramLabel = "R", description = "panel, panel:NAME, or a FASTA file.")
    private @Nullable String references;

    @Option(names = "--pairs", paramLabel = "CSV", description = "The pairs that would be asked for.")
    private @Nullable Path pairs;

    @Option(names = "--mode", paramLabel = "M", description = "pair, query, all or list (as the other options say).")
    private @Nullable String mode;

    @Option(names = "--json", description = "Print what the server answers.")
    private boolean json;

    public Check(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Inputs.requireReadable(sequences);
        var form = new Form();
        PredictJob.describe(form, mode == null && pairs != null ? "list" : mode, references, sequences);
        if (pairs != null) {
            Inputs.requireReadable(List.of(pairs));
            form.file("pairs", Inputs.source(pairs));
        }
        var said = server.client(tokens).post("/checks", form);
        if (json) {
            System.out.println(said.encodePrettily());
        } else {
            lines(said).forEach(System.out::println);
        }
        return said.getBoolean("ok") ? 0 : CliException.NO_RESULT;
    }

    private static List<String> lines(JsonObject said) {
        var records = objects(said, "records").map(Check::line);
        @Nullable JsonObject pairs = said.getJsonObject("pairs");
        var unknown = pairs == null
                ? Stream.<String>empty()
                : objects(pairs, "unknown")
                        .map(name -> "pairs\tfault\t\t" + cell(name, "name") + "\t" + cell(name, "detail"));
        @Nullable JsonObject problem = said.getJsonObject("problem");
        var whole = problem == null ? Stream.<String>empty() : Stream.of("all\tfault\t\t\t" + reason(problem));
        return Stream.of(records, unknown, whole).flatMap(each -> each).toList();
    }

    /** Number, whether it can be used, HA, name, and what there is to say. */
    private static String line(JsonObject record) {
        var faults =
                objects(record, "errors").map(fault -> cell(fault, "detail")).collect(Collectors.joining("; "));
        var found = Stream.of(
                        cell(record, "form"),
                        percent(record),
                        cell(record, "year"),
                        cell(record, "passage"),
                        record.getJsonArray("flags", new JsonArray()).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return String.join(
                "\t",
                (record.getBoolean("reference", false) ? "reference " : "") + record.getValue("record"),
                faults.isEmpty() ? "ok" : "fault",
                cell(record, "subtype"),
                cell(record, "name"),
                faults.isEmpty() ? found : faults);
    }

    private static String percent(JsonObject record) {
        @Nullable Double coverage = record.getDouble("coverage");
        return coverage == null ? "" : Math.round(coverage * PERCENT) + " % of HA1";
    }

    private static String reason(JsonObject problem) {
        return Stream.of(cell(problem, "title"), cell(problem, "detail"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
    }

    private static Stream<JsonObject> objects(JsonObject of, String field) {
        return of.getJsonArray(field, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    /** On one line, whatever somebody called a strain. */
    private static String cell(JsonObject of, String field) {
        return Objects.toString(of.getValue(field), "").replaceAll("[\\t\\r\\n]+", " ");
    }
}
