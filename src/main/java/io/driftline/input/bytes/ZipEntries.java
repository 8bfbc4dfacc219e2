package io.driftline.input.bytes;

import io.driftline.sequences.FaultKind;
import io.driftline.words.ReadingWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of a zip archive, one after the other; what systems and packers add by themselves is left out. */
final class ZipEntries {
    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 255;

    /** Nothing is written anywhere; such a path is still no name to show. */
    private static final Pattern UP = Pattern.compile("(?:^|(?<=/))(?:\\.{0,2}/)+");

    private final Room room;

    ZipEntries(Room room) {
        this.room = room;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String name, byte[] bytes) {}

    List<Entry> of(byte[] bytes) throws Unreadable {
        List<Entry> entries = new ArrayList<>();
        // Names as bytes: they are in the encoding of whoever packed.
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1)) {
            int count = 0;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++count > MOST) {
                    throw new Unreadable(FaultKind.PACKING, ReadingWords.ZIP_FILES.message(MOST));
                }
                refuseOffice(entry.getName());
                var content = room.read(zip);
                if (isWanted(entry)) {
                    entries.add(new Entry(name(entry.getName()), content));
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unreadable(FaultKind.PACKING, ReadingWords.ZIP_BROKEN.message());
        }
        if (entries.isEmpty()) {
            throw new Unreadable(FaultKind.EMPTY, ReadingWords.ZIP_EMPTY.message());
        }
        return entries;
    }

    /** Told by the names alone: nothing of their content is understood. */
    private static void refuseOffice(String name) throws Unreadable {
        if (name.startsWith("xl/")) {
            throw Unreadable.format(Format.EXCEL);
        }
        if (name.startsWith("word/")) {
            throw Unreadable.format(Format.WORD);
        }
        if (name.startsWith("ppt/") || name.equals("META-INF/manifest.xml") || name.equals("mimetype")) {
            throw Unreadable.format(Format.OFFICE);
        }
    }

    private static boolean isWanted(ZipEntry entry) {
        var name = entry.getName();
        var last = name.substring(name.lastIndexOf('/') + 1);
        return !entry.isDirectory() && !name.startsWith("__MACOSX/") && !last.startsWith(".");
    }

    private static String name(String raw) {
        var bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        var name = UP.matcher(Names.printable(Encodings.nameOf(bytes))).replaceAll("");
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }
}
