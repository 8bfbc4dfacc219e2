package io.driftline.input.bytes;

/** What is no letter and says nothing: white space of all scripts, marks of byte order, invisible characters, the end of DOS files. */
public final class Blanks {
    private static final char DOS_END = '\u001A';

    private Blanks() {}

    public static boolean is(int letter) {
        return letter <= ' '
                ? letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == DOS_END
                : letter >= 0x7F && (Character.isSpaceChar(letter) || Character.getType(letter) == Character.FORMAT);
    }

    /** Where something stands, from a place on. */
    public static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    public static String strip(String text) {
        int begin = skip(text, 0);
        int end = text.length();
        while (end > begin && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Without the mark of byte order in front, and what DOS and tapes put behind a text. */
    public static String withoutEnds(String text) {
        int begin = text.startsWith("\uFEFF") ? 1 : 0;
        int end = text.length();
        while (end > begin && (text.charAt(end - 1) == DOS_END || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(begin, end);
    }
}
