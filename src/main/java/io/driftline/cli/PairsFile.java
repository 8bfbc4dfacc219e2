package io.driftline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code pairs.csv}: columns {@code subtype,strain_a,strain_b}, in any order; others are ignored. */
final class PairsFile {
    static final List<String> COLUMNS = List.of("subtype", "strain_a", "strain_b");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private PairsFile() {}

    /** A row: the subtype as it is given, and two strains by their names in the FASTA files. */
    record Pair(String subtype, String a, String b) {}

    /** Every row, in order; fails if the file cannot be read or lacks a column. */
    static List<Pair> read(Path file) {
        try (Reader text = open(file)) {
            var pairs = new ArrayList<Pair>();
            MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .readValues(text);
            requireColumns(file, (CsvSchema) rows.getParserSchema());
            while (rows.hasNext()) {
                var row = rows.next();
                pairs.add(new Pair(value(row, "subtype"), value(row, "strain_a"), value(row, "strain_b")));
            }
            return List.copyOf(pairs);
        } catch (JsonProcessingException malformed) {
            throw CliException.unusable(file + " is not a CSV file: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw Inputs.unreadable(file, unreadable);
        }
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }

    private static void requireColumns(Path file, CsvSchema schema) {
        var missing =
                COLUMNS.stream().filter(name -> schema.column(name) == null).toList();
        if (!missing.isEmpty()) {
            throw CliException.unusable(file + " has no column " + String.join(", ", missing)
                    + "; its first line must name " + String.join(",", COLUMNS) + ".");
        }
    }

    /** As UTF-8, past the mark that spreadsheets put in front. */
    private static Reader open(Path file) throws IOException {
        var bytes = new PushbackInputStream(Files.newInputStream(file), MARK.length);
        var start = bytes.readNBytes(MARK.length);
        if (!Arrays.equals(start, MARK)) {
            bytes.unread(start);
        }
        return new InputStreamReader(bytes, StandardCharsets.UTF_8);
    }
}
