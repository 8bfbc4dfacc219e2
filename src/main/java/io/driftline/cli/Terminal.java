package io.driftline.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The terminal that somebody sits at, if anybody does. */
public final class Terminal {
    private Terminal() {}

    static boolean isThere() {
        return console() != null;
    }

    /** Asks without showing what is typed; null where there is no terminal. */
    public static @Nullable String password(String question) {
        var console = console();
        char[] typed = console == null ? null : console.readPassword(question);
        return typed == null ? null : new String(typed);
    }

    // Since Java 22 there is always one, which says itself whether it is a terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static @Nullable Console console() {
        var console = System.console();
        if (console == null) {
            return null;
        }
        try {
            boolean terminal =
                    Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
            return terminal ? console : null;
        } catch (ReflectiveOperationException before22) {
            return console;
        }
    }
}
