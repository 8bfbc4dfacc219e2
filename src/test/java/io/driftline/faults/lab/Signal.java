package io.driftline.faults.lab;

import io.driftline.testing.Signals;
import io.vertx.core.Future;
import java.io.IOException;

/** What is sent to processes that this program started, by their id. */
public enum Signal {
    KILL,
    TERM,
    STOP,
    CONT;

    /** To the program and its children. */
    public void group(long pid) throws IOException {
        send("-" + pid);
    }

    /** To the program alone. */
    void one(long pid) throws IOException {
        send(Long.toString(pid));
    }

    private void send(String target) throws IOException {
        Process kill = Signals.kill(name(), target)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Waiting.on(Future.fromCompletionStage(kill.onExit()));
    }
}
