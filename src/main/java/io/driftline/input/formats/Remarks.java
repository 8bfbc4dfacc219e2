package io.driftline.input.formats;

import io.driftline.sequences.Remark;
import java.util.Map;

/** What reading notices of files, with the keys by which pages say it. */
public final class Remarks {
    private static final String ENCODING = "warning.encoding";

    private Remarks() {}

    static boolean isOfEncoding(Remark remark) {
        return remark.key().equals(ENCODING);
    }

    /** A name, or a file, whose encoding was guessed. */
    static Remark encoding(String name, String encoding) {
        return new Remark(
                ENCODING,
                Map.of("name", name, "encoding", encoding),
                called(name) + "read as " + encoding + ", for it is not UTF-8; see that the names are right");
    }

    /** Which files of an archive were read. */
    static Remark archive(String name, String read, int leftOut) {
        return new Remark(
                "warning.archive",
                Map.of("name", name, "read", read, "leftOut", leftOut),
                called(name) + "read " + read + (leftOut == 0 ? "" : "; " + leftOut + " more left out"));
    }

    /** An empty record, or a file of another kind, beside two good records. */
    public static Remark leftOut(String name) {
        return new Remark("warning.left-out", Map.of("name", name), name + ": no sequence in it, left out");
    }

    private static String called(String name) {
        return name.isEmpty() ? "" : name + ": ";
    }
}
