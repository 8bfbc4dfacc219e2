package io.driftline.testing;

import java.io.IOException;

/** Signals to the programs that tests started. */
public final class Signals {
    private Signals() {}

    /** To the program and its children, which form one process group. */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        sendTo(name, "-" + pid);
    }

    /** To the program alone. */
    public static void sendToOne(String name, long pid) throws IOException, InterruptedException {
        sendTo(name, Long.toString(pid));
    }

    private static void sendTo(String name, String target) throws IOException, InterruptedException {
        int status = kill(name, target).start().waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " of " + target + " ended with " + status);
        }
    }

    /** The shell's own kill: the program of that name is one more package, which a bare machine lacks. */
    public static ProcessBuilder kill(String name, String target) {
        return new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", name, target);
    }
}
