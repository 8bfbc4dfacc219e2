package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;
import io.driftline.input.bytes.Lines;

/** FASTA, into a sink: headers may be behind blanks, comments begin with {@code ;}, before the first header with {@code #} too. */
final class FastaText {
    private final RecordSink sink;

    FastaText(RecordSink sink) {
        this.sink = sink;
    }

    void read(String text) {
        Lines.each(text, this::line);
    }

    private void line(String text, int start, int end, int line) {
        int at = start;
        while (at < end && Blanks.is(text.charAt(at))) {
            at++;
        }
        if (at < end && Residues.plain(text.charAt(at)) == '>') {
            sink.begin(text.substring(at + 1, end), line);
        } else if (at < end && sink.isOpen()) {
            sink.letters(text, at, text.charAt(at) == ';' ? at : end, line);
        } else if (at < end && text.charAt(at) != ';' && text.charAt(at) != '#') {
            sink.stray(line);
        }
    }
}
