package io.driftline.cli.predict;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Input as the worker's own program takes it: one FASTA file and one table in UTF-8, of whatever was read. They lie in a
 * folder of their own that only this user can read.
 */
record CleanInput(Path folder, Path sequences, Path pairs) {
    static CleanInput of(Path pairs, List<Path> sequences) throws IOException {
        var rows = PairsFile.read(pairs);
        var records = FastaFiles.read(sequences);
        var folder = Files.createTempDirectory("driftline-");
        var clean = new CleanInput(folder, folder.resolve("sequences.fasta"), folder.resolve("pairs.csv"));
        try {
            clean.write(records.all());
            clean.writePairs(rows);
        } catch (IOException | RuntimeException failed) {
            clean.delete();
            throw failed;
        }
        return clean;
    }

    private void write(List<FastaFiles.Sequence> records) throws IOException {
        try (var file = Files.newBufferedWriter(sequences)) {
            for (var each : records) {
                file.write(">" + each.header() + "\n" + each.letters() + "\n");
            }
        }
    }

    private void writePairs(List<PairsFile.Pair> pairs) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(PairsFile.COLUMNS);
        pairs.forEach(pair -> rows.add(List.of(pair.subtype(), pair.a(), pair.b())));
        Files.writeString(
                this.pairs,
                new CsvMapper()
                        .writer(CsvSchema.emptySchema().withLineSeparator("\n"))
                        .writeValueAsString(rows));
    }

    void delete() throws IOException {
        Files.deleteIfExists(sequences);
        Files.deleteIfExists(pairs);
        Files.deleteIfExists(folder);
    }
}
