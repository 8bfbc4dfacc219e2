package io.driftline.cli.server;

import io.driftline.cli.CliException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of files that results are had as. */
public enum ResultFormat {
    CSV(".csv"),
    /** Distances of all against all, or of queries against references; before TSV, whose ending it has too. */
    MATRIX(".matrix.tsv"),
    TSV(".tsv"),
    JSON(".json"),
    /** A workbook. */
    XLSX(".xlsx"),
    /** The mature HA1 of each record, aligned. */
    FASTA(".fasta");

    /** As it is said in a list. */
    static final String NAMES = Arrays.stream(values()).map(ResultFormat::label).collect(Collectors.joining(", "));

    private final String ending;

    ResultFormat(String ending) {
        this.ending = ending;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its name; fails with those that there are. */
    static ResultFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> CliException.unusable("--format is one of " + NAMES + "."));
    }

    /** By what a file's name ends with; fails with the endings that there are. */
    public static ResultFormat of(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.ending))
                .findFirst()
                .orElseThrow(() -> CliException.unusable("The output's name must end with "
                        + Arrays.stream(values()).map(format -> format.ending).collect(Collectors.joining(", "))
                        + ", not as in " + file + "."));
    }
}
