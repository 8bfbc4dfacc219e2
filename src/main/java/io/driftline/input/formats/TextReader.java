package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;
import io.driftline.input.bytes.Encodings;
import io.driftline.input.bytes.Format;
import io.driftline.input.bytes.Formats;
import io.driftline.input.bytes.Room;
import io.driftline.input.bytes.Source;
import io.driftline.input.bytes.Unpacker;
import io.driftline.input.bytes.Unreadable;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.words.ReadingWords;
import java.util.ArrayList;
import java.util.List;

/** Bytes to text: unpacks, and finds the encoding and the format, whatever the names of files say. */
public final class TextReader {
    private final Room room;

    /** @param room what all files that it is given may have together */
    public TextReader(Room room) {
        this.room = room;
    }

    /** The texts of a file, more than one if it is an archive; fails with TOO_LARGE only. */
    public List<Reading> read(Source source) {
        List<Reading> readings = new ArrayList<>();
        try {
            for (var item : new Unpacker(room).open(source.bytes())) {
                readings.add(read(joined(source.name(), item.path()), item));
            }
        } catch (Unreadable unreadable) {
            return List.of(Reading.failed(source.name(), "", unreadable.fault()).of(unreadable.format()));
        }
        return readings;
    }

    private static String joined(String file, String path) {
        return path.isEmpty() ? file : file + "/" + path;
    }

    private static Reading read(String name, Unpacker.Item item) {
        try {
            var format = Formats.ofBytes(item.bytes());
            if (format != Format.TEXT) {
                throw Unreadable.format(format);
            }
            var decoded = Encodings.decode(item.bytes());
            var text = Blanks.withoutEnds(decoded.text());
            return new Reading(
                    name,
                    item.container(),
                    decoded.label(),
                    Formats.ofText(text),
                    text,
                    List.of(),
                    decoded.guessed() ? List.of(Remarks.encoding(name, decoded.label())) : List.of(),
                    null);
        } catch (Unreadable unreadable) {
            return Reading.failed(name, item.container(), unreadable.fault()).of(unreadable.format());
        }
    }

    /** The text of a table, such as one of pairs; fails with the problem of what else it is. */
    public String table(Source source) {
        var readings = read(source);
        var first = readings.get(0);
        if (readings.size() > 1) {
            throw Refusals.ofFile(
                    source.name(), RecordFault.of(FaultKind.FORMAT, null, ReadingWords.TABLE_EXPECTED.message()));
        }
        var fault = first.fault();
        if (fault != null) {
            throw Refusals.ofFile(first.name(), fault);
        }
        return first.text();
    }
}
