package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;
import io.driftline.input.bytes.Lines;
import java.util.LinkedHashMap;
import java.util.Map;

/** Clustal's alignments, into a sink: lines of a name and a piece, block by block, under them marks of conservation. */
final class ClustalText {
    private final RecordSink sink;
    private final Map<String, Pieces> records = new LinkedHashMap<>();

    ClustalText(RecordSink sink) {
        this.sink = sink;
    }

    private record Pieces(int line, StringBuilder letters) {}

    void read(String text) {
        Lines.each(text, this::line);
        records.forEach((name, pieces) -> {
            sink.begin(name, pieces.line());
            sink.letters(pieces.letters().toString(), 0, pieces.letters().length(), pieces.line());
        });
    }

    /** The first line says what it is; marks begin with blanks. */
    private void line(String text, int start, int end, int line) {
        if (start == end || Blanks.is(text.charAt(start)) || isTitle(text, start)) {
            return;
        }
        var words = text.substring(start, end).strip().split("\\s++", -1);
        if (words.length > 1) {
            records.computeIfAbsent(words[0], name -> new Pieces(line, new StringBuilder()))
                    .letters()
                    .append(words[1]);
        }
    }

    private boolean isTitle(String text, int start) {
        return records.isEmpty()
                && (text.startsWith("CLUSTAL", start)
                        || text.startsWith("MUSCLE", start)
                        || text.startsWith("PROBCONS", start));
    }
}
