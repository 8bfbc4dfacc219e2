package io.driftline.faults;

import static io.driftline.faults.Experiment.fault;

import io.driftline.faults.lab.Waiting;
import java.time.Duration;
import java.util.List;

/** Faults of the way that workers' messages take. */
final class Letters {
    private static final int KILLS = 9;
    private static final int LINES = 40;
    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Letters() {}

    static void add(List<Experiment> all) {
        all.add(fault("F51", "running jobs say what no column takes", 10, run -> {
            run.failuresAreAllowed();
            var mischief = run.mischief();
            mischief.watchDeadLetters();
            mischief.growOnTheWay(LINES);
            run.require(
                    Waiting.until(PATIENCE, () -> mischief.made() >= LINES), "not so many jobs were heard of in 60 s");
            run.require(
                    Waiting.until(AT_ONCE, () -> mischief.buried() >= LINES),
                    "only " + mischief.buried() + " of " + LINES + " lines are dead letters after 10 s");
            run.lifted();
            run.require(run.failedWith("urn:problem:job/unusable-report") > 0, "no job says what its worker did");
        }));
        all.add(fault("F52", "a gateway dies nine times with messages in hand", 20, run -> {
            run.mischief().watchDeadLetters();
            run.lab().gateway().kill();
            for (int kills = 1; kills < KILLS; kills++) {
                run.lab().gateway().start("APPLIED_NOT_COMMITTED:halt");
                run.require(run.lab().gateway().awaitEnd(PATIENCE), "it never came to its fail point");
            }
            run.lab().gateway().start("");
            run.lab().gateway().awaitReady();
            run.lifted();
            run.require(
                    run.mischief().fallen() == 0,
                    run.mischief().fallen() + " messages became dead letters though nothing was wrong with them");
        }));
    }
}
