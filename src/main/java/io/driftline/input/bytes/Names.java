package io.driftline.input.bytes;

/** Names as they may be stored and shown: without what cannot be seen, or turns text around. */
public final class Names {
    /** Characters; a header beyond this is no name. */
    public static final int LONGEST = 1_000;

    private static final int LONGEST_FILE = 255;

    private Names() {}

    /** Neither control characters nor the invisible ones that turn text around; not the sign of damage either. */
    public static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint == '\t'
                || !(type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR
                        || codePoint == 0xFFFD);
    }

    /** Control characters become blanks, for they stand between words; signs of damage are replaced; others go. */
    public static String printable(String name) {
        var clean = new StringBuilder(name.length());
        name.codePoints().forEach(each -> {
            if (isPrintable(each)) {
                clean.appendCodePoint(each);
            } else if (each == 0xFFFD) {
                clean.append('?');
            } else if (Character.getType(each) == Character.CONTROL) {
                clean.append(' ');
            }
        });
        return Blanks.strip(clean.toString());
    }

    /** A name that stands for a record which is not there. */
    public static String ofRecord(String given) {
        var name = printable(given);
        return name.isEmpty() ? "(empty)" : name.substring(0, Math.min(name.length(), LONGEST));
    }

    /** The last part of a file's name, whatever folders a client tells. */
    public static String ofFile(String given) {
        var last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var name = printable(last);
        return name.length() <= LONGEST_FILE ? name : name.substring(0, LONGEST_FILE);
    }

    public static String code(int codePoint) {
        return String.format("U+%04X", codePoint);
    }
}
