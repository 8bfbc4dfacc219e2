package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;

/** Letters of sequences, and the other ways in which programs and people write them. */
final class Residues {
    /** What word processors make of three points. */
    static final char ELLIPSIS = '\u2026';

    private static final int WIDE = 0xFF01 - '!';

    private Residues() {}

    /** A letter of an alphabet, a gap, or unknown. */
    static boolean isOne(char letter) {
        return (letter >= 'A' && letter <= 'Z')
                || (letter >= 'a' && letter <= 'z')
                || letter == '-'
                || letter == '.'
                || letter == '*'
                || letter == '~'
                || letter == '?';
    }

    /** Numbers are those of positions, as GenBank and word processors write them beside a sequence. */
    static boolean isForgiven(char letter) {
        return (letter >= '0' && letter <= '9') || Blanks.is(letter);
    }

    /** Of wide letters, as Chinese keyboards write them, the narrow ones; of all dashes the hyphen. */
    static char plain(char letter) {
        if (letter < 0x80) {
            return letter;
        }
        if (letter >= '\uFF01' && letter <= '\uFF5E') {
            return (char) (letter - WIDE);
        }
        return (letter >= '\u2010' && letter <= '\u2015') || letter == '\u2212' ? '-' : letter;
    }
}
