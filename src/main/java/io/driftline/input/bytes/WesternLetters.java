package io.driftline.input.bytes;

/** How much a text looks like Western European names in Windows-1252: single letters with accents among plain ones. */
final class WesternLetters {
    private static final String MARKS =
            "\u0091\u0092\u0093\u0094\u0096\u0097\u00A0\u00AA\u00AB\u00B0\u00B4\u00BA\u00BB";
    private static final String LETTERS = "\u008A\u008C\u008E\u009A\u009C\u009E\u009F";
    private static final int LONGEST_RUN = 2;

    private WesternLetters() {}

    /** From -1 to 1; 0 if there is no such letter at all. */
    static double of(byte[] bytes) {
        double sum = 0;
        int count = 0;
        for (int at = 0; at < bytes.length; ) {
            int end = at;
            while (end < bytes.length && bytes[end] < 0) {
                end++;
            }
            for (int i = at; i < end; i++) {
                sum += end - at > LONGEST_RUN ? -1 : plausible(bytes, i, at, end);
                count++;
            }
            at = Math.max(end, at + 1);
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double plausible(byte[] bytes, int at, int begin, int end) {
        char letter = (char) (bytes[at] & 0xff);
        if (MARKS.indexOf(letter) >= 0) {
            return 0.75;
        }
        if (!isLetter(letter)) {
            return -1;
        }
        boolean among = isPlain(bytes, begin - 1) || isPlain(bytes, end);
        // In the middle of a word of small letters no capital stands.
        boolean odd = isCapital(letter) && isSmall(bytes, begin - 1);
        return among && !odd ? 1 : -1;
    }

    private static boolean isLetter(char letter) {
        return (letter >= '\u00C0' && letter != '\u00D7' && letter != '\u00F7') || LETTERS.indexOf(letter) >= 0;
    }

    private static boolean isCapital(char letter) {
        return letter >= '\u00C0' && letter <= '\u00DE';
    }

    private static boolean isPlain(byte[] bytes, int at) {
        return at >= 0 && at < bytes.length && Character.isLetter(bytes[at]) && bytes[at] > 0;
    }

    private static boolean isSmall(byte[] bytes, int at) {
        return at >= 0 && bytes[at] >= 'a' && bytes[at] <= 'z';
    }
}
