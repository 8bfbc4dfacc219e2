package io.driftline.input.bytes;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells what bytes or a text are by their beginning, whatever the name of the file says. */
public final class Formats {
    private static final int TAR_MAGIC_AT = 257;
    private static final int LOOKED_AT = 64 * 1024;
    private static final Map<String, Format> MAGIC = new LinkedHashMap<>();
    private static final Map<Pattern, Format> BEGINNINGS = new LinkedHashMap<>();

    /** Of a record, wherever it stands: what is before the first one is for the reader to list. */
    private static final Pattern HEADER = Pattern.compile("^[\\p{Z}\\p{Cf}\\t\\u001A]*+[>\uFF1E]", Pattern.MULTILINE);

    static {
        MAGIC.put("%PDF", Format.PDF);
        MAGIC.put("\u00D0\u00CF\u0011\u00E0", Format.OFFICE);
        MAGIC.put("{\\rtf", Format.RTF);
        MAGIC.put("ABIF", Format.TRACE);
        MAGIC.put(".scf", Format.TRACE);
        MAGIC.put("BAM\u0001", Format.SAM);
        MAGIC.put("CRAM", Format.SAM);
        MAGIC.put("\u0089PNG", Format.PICTURE);
        MAGIC.put("\u00FF\u00D8\u00FF", Format.PICTURE);
        MAGIC.put("GIF8", Format.PICTURE);
        MAGIC.put("BZh", Format.BZIP2);
        MAGIC.put("(\u00B5/\u00FD", Format.ZSTD);
        MAGIC.put("7z\u00BC\u00AF", Format.SEVEN_ZIP);
        MAGIC.put("Rar!\u001A", Format.RAR);

        begins("LOCUS\\s", Format.GENBANK);
        begins("CLUSTAL|MUSCLE \\(|PROBCONS version", Format.CLUSTAL);
        begins("#NEXUS", Format.NEXUS);
        begins("#MEGA", Format.MEGA);
        begins("# STOCKHOLM", Format.STOCKHOLM);
        begins("!!(?:NA|AA)_MULTIPLE|PileUp\\b", Format.MSF);
        begins("@(?:HD|SQ|RG|PG|CO)\\t", Format.SAM);
        begins("@[^\\n\\r]*+\\R[^\\n\\r]*+\\R\\+", Format.FASTQ);
        begins("ID {3}", Format.EMBL);
        begins("\\d+[ \\t]+\\d+[ \\t]*+(?:[is][ \\t]*+)?(?:\\R|$)", Format.PHYLIP);
        begins("##(?:gff|fileformat)", Format.ANNOTATION);
        begins("\\{\\\\rtf", Format.RTF);
        begins("<(?:!doctype html|html|head|body)", Format.HTML);
        begins("<[?!a-z]", Format.XML);
        begins(">(?:P1|F1|DL|DC|RL|RC|N1|N3|XX);", Format.PIR);
    }

    private Formats() {}

    /** What is no text, and no packing that is opened here; TEXT if it may be text. */
    public static Format ofBytes(byte[] bytes) {
        var beginning = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        for (var known : MAGIC.entrySet()) {
            if (beginning.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        return isTar(bytes) ? Format.TAR : Format.TEXT;
    }

    private static boolean isTar(byte[] bytes) {
        return bytes.length > TAR_MAGIC_AT + 5
                && new String(bytes, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    /** What a text is. */
    public static Format ofText(String text) {
        int from = Blanks.skip(text, 0);
        if (from == text.length()) {
            return Format.EMPTY;
        }
        var beginning = text.substring(from, Math.min(text.length(), from + LOOKED_AT));
        for (var known : BEGINNINGS.entrySet()) {
            if (known.getKey().matcher(beginning).lookingAt()) {
                return known.getValue();
            }
        }
        if (HEADER.matcher(text).find()) {
            return Format.FASTA;
        }
        if (List.of('{', '[').contains(beginning.charAt(0))) {
            return Format.JSON;
        }
        return isTable(beginning) ? Format.TABLE : Format.TEXT;
    }

    private static boolean isTable(String text) {
        return text.lines().findFirst().orElse("").chars().anyMatch(letter -> ",;\t".indexOf(letter) >= 0);
    }

    private static void begins(String pattern, Format format) {
        BEGINNINGS.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), format);
    }
}
