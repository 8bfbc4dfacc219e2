package io.driftline.cli.predict;

import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code out.csv}, and the tables of a server's results, which begin with the same columns. */
public final class AnswersFile {
    private static final List<String> FIGURES =
            List.of("probability_variant", "distance_log2", "low", "high", "warnings", "verdict");
    private static final int WARNINGS = FIGURES.indexOf("warnings");
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private AnswersFile() {}

    /** Figures as the server wrote them, empty where there are none, and why. */
    public record Answer(List<String> figures) {
        public Answer {
            figures = List.copyOf(figures);
        }

        public static Answer none(String warning) {
            return new Answer(List.of("", "", "", "", warning, "outside"));
        }

        /** What is to be said first; in one cell with the rest. */
        Answer warnedBefore(List<String> warnings) {
            var all = Stream.concat(
                    warnings.stream(), Stream.of(figures.get(WARNINGS)).filter(text -> !text.isEmpty()));
            var warned = new ArrayList<>(figures);
            warned.set(WARNINGS, String.join("; ", all.toList()));
            return new Answer(warned);
        }

        boolean isEmpty() {
            return figures.get(0).isEmpty();
        }
    }

    /** The pairs of a server's {@code result.csv}, in order, without the lines of single records behind them. */
    public static List<Answer> read(String table) throws IOException {
        var text = table.startsWith("\uFEFF") ? table.substring(1) : table;
        try (var rows = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<Map<String, String>>readValues(text)) {
            var answers = new ArrayList<Answer>();
            while (rows.hasNext()) {
                var row = rows.next();
                if (row.getOrDefault("strain_a", "").isEmpty()
                        || row.getOrDefault("strain_b", "").isEmpty()) {
                    continue;
                }
                answers.add(new Answer(FIGURES.stream()
                        .map(column -> row.getOrDefault(column, ""))
                        .toList()));
            }
            return answers;
        }
    }

    /** All rows at once, so that a file is whole or not there. */
    public static void write(Path file, List<PairsFile.Pair> pairs, List<Answer> answers) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(Stream.concat(PairsFile.COLUMNS.stream(), FIGURES.stream()).toList());
        for (int i = 0; i < pairs.size(); i++) {
            var pair = pairs.get(i);
            var row = new ArrayList<>(List.of(pair.subtype(), pair.a(), pair.b()));
            row.addAll(answers.get(i).figures());
            rows.add(row);
        }
        Files.writeString(
                file,
                CSV.writer(CsvSchema.emptySchema().withLineSeparator("\n")).writeValueAsString(rows));
    }
}
