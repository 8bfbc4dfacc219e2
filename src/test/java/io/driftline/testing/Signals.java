package io.driftline.testing;

import java.io.IOException;

/** Signals to the programs that tests started. */
public final class Signals {
    private Signals() {}

    /** To the program and its children, which form one process group. */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("kill", "-" + name, "--", "-" + pid).start().waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " of the group of " + pid + " ended with " + status);
        }
    }
}
