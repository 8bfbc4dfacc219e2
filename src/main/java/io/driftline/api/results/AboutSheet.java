package io.driftline.api.results;

import io.driftline.words.FileWords;
import io.driftline.words.Language;
import io.driftline.words.Words;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** What made the figures of a workbook, and what they mean in every language, for whoever is handed the file. */
final class AboutSheet {
    private static final List<Words> NOTES = List.of(
            FileWords.PREDICTIONS,
            FileWords.DISTANCES,
            FileWords.PROBABILITY,
            FileWords.VERDICTS,
            FileWords.RECORDS,
            FileWords.CLADES,
            FileWords.FERRET_ESCAPE,
            FileWords.UNCOMPARED);

    private AboutSheet() {}

    static void write(Workbook workbook, ResultHead head, @Nullable Instant finishedAt) throws IOException {
        var sheet = new Sheet(workbook, "About", List.of("item", "en", "zh"));
        for (var line : provenance(head, finishedAt)) {
            sheet.line(line);
        }
        for (var note : NOTES) {
            var message = note.message();
            sheet.line(List.of("note", Language.ENGLISH.text(message), Language.CHINESE.text(message)));
        }
        sheet.finish();
    }

    private static List<List<String>> provenance(ResultHead head, @Nullable Instant finishedAt) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("model", head.model()));
        lines.add(List.of("model_version", head.version()));
        lines.add(List.of("encoding", head.encoding()));
        lines.add(List.of("finished_at", ResultLines.time(finishedAt)));
        return lines;
    }
}
