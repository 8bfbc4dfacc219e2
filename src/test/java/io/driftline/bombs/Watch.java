package io.driftline.bombs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lists jobs again and again and says how long each answer took, in nanoseconds. A process of its own, so that it waits for
 * the gateway alone and not for the memory of the test that throws the bombs.
 */
final class Watch {
    private static final Call LIST = new Call("listJobs", "GET", "/jobs?limit=5", "", () -> new byte[0]);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Watch() {}

    /**
     * Looks until nobody reads what it says.
     *
     * @param args the gateway's address
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var caller = Caller.signUp(args[0], "bystander@example.org");
        while (!System.out.checkError()) {
            System.out.println(wait(caller).toNanos());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Duration wait(Caller caller) throws InterruptedException {
        try {
            var answer = caller.send(LIST);
            return answer.status() == 200 ? answer.took() : Duration.ofDays(1);
        } catch (IOException gone) {
            return Duration.ofDays(1);
        }
    }
}
