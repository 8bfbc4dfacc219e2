package io.driftline.input.formats;

import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.words.ReadingWords;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files of an archive hold sequences: those of a readable format; of the same genomes in several forms the bases. */
final class Archive {
    private static final String NCBI = "ncbi_dataset/data/";

    /** What NCBI's packages have of each genome, the fullest first. */
    private static final List<String> FORMS = List.of("genomic.fna", "cds.fna", "protein.faa");

    private static final int NAMED = 5;

    private Archive() {}

    /** Those to be read, the first of them with a notice of which these are; a file that is no archive as it stands. */
    static List<Reading> wanted(String name, List<Reading> files) {
        if (files.size() == 1) {
            return files;
        }
        var wanted = oneForm(files.stream().filter(Archive::holdsSequences).toList());
        if (wanted.isEmpty()) {
            var none = ReadingWords.ZIP_NO_SEQUENCES.message(files.size());
            return List.of(Reading.failed(name, "zip", RecordFault.of(FaultKind.FORMAT, null, none)));
        }
        var read = wanted.stream()
                .limit(NAMED)
                .map(each -> each.name()
                        .substring(Math.min(name.length() + 1, each.name().length())))
                .collect(Collectors.joining(", "));
        var first = wanted.get(0)
                .noticing(Remarks.archive(
                        name,
                        wanted.size() > NAMED ? read + " and " + (wanted.size() - NAMED) + " more" : read,
                        files.size() - wanted.size()));
        return Stream.concat(Stream.of(first), wanted.stream().skip(1)).toList();
    }

    private static boolean holdsSequences(Reading file) {
        return file.format().isRead() || isNamedSoButNot(file);
    }

    /** One that is called FASTA and cannot be read is told of. */
    private static boolean isNamedSoButNot(Reading file) {
        return file.name()
                .toLowerCase(Locale.ROOT)
                .matches(".*\\.(?:fa|fas|fasta|fna|faa|ffn|fsa|seq|gb|gbk|gbff|aln)");
    }

    private static List<Reading> oneForm(List<Reading> files) {
        for (String form : FORMS) {
            var ofForm = files.stream().filter(each -> isOfForm(each, form)).toList();
            if (!ofForm.isEmpty()) {
                return files.stream()
                        .filter(each -> !each.name().contains(NCBI) || isOfForm(each, form))
                        .toList();
            }
        }
        return files;
    }

    private static boolean isOfForm(Reading file, String form) {
        return file.name().contains(NCBI) && file.name().endsWith("/" + form);
    }
}
