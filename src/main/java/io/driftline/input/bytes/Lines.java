package io.driftline.input.bytes;

/** The lines of a text, whatever ends them. */
public final class Lines {
    /** Takes a line where it stands: from {@code start} up to {@code end}. */
    public interface Taker {
        void line(String text, int start, int end, int number);
    }

    private Lines() {}

    public static void each(String text, Taker taker) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean atEnd = i == text.length();
            if (atEnd || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                taker.line(text, start, i, line++);
                if (!atEnd && text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
    }
}
