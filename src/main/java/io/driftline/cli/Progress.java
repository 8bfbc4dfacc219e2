package io.driftline.cli;

import java.util.Locale;

/** A progress bar on a terminal; nothing where no terminal is. */
public final class Progress {
    private static final int WIDTH = 30;
    private static final double WHOLE = 100;

    private final boolean terminal = Terminal.isThere();
    private String shown = "";

    /**
     * Shows how far a stage has come.
     *
     * @param percent of the stage; what is not known is 0
     */
    public void show(String stage, double percent) {
        int done = (int) Math.round(percent * WIDTH / WHOLE);
        var line = "%-26s [%s%s] %3.0f %%"
                .formatted(stage.toLowerCase(Locale.ROOT), "#".repeat(done), " ".repeat(WIDTH - done), percent);
        if (terminal && !line.equals(shown)) {
            System.err.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
            shown = line;
        }
    }

    /** A line that stays, above the bar. */
    public void say(String line) {
        if (terminal && !shown.isEmpty()) {
            System.err.print("\r" + " ".repeat(shown.length()) + "\r");
            shown = "";
        }
        System.err.println(line);
    }

    /** Leaves the last line as it is. */
    public void end() {
        if (terminal && !shown.isEmpty()) {
            System.err.println();
            shown = "";
        }
    }
}
