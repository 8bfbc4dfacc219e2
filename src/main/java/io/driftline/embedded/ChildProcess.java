package io.driftline.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that ends with this one, even if this one is killed.
 *
 * <p>It runs under a shell that holds the reading end of a pipe whose only writing end is ours. The pipe closes when we
 * close it or when the kernel does after our death; the shell then ends the program, gently at first. There is no other
 * way of stopping it, so the way that matters most is used each time.
 */
public final class ChildProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

    /**
     * Arguments: pid file, seconds of grace, {@code setsid} or {@code env}, command. With {@code setsid} the program leads
     * a group of its own, out of reach of a terminal's Ctrl-C, and the group ends with it: a server that forks leaves
     * nobody. The guard reads by the shell's own {@code read}, so that ending the guard leaves no helper of it behind.
     */
    private static final String SHELL =
            """
            pidfile=$1 grace=$2 leader=$3; shift 3
            exec 3<&0 </dev/null
            "$leader" "$@" 3<&- &
            child=$!
            if [ "$leader" = setsid ]; then all=-$child; else all=$child; fi
            echo $child >"$pidfile"
            {
              while read -r line <&3; do :; done
              kill -TERM $child
              tries=$((grace * 10))
              while [ $tries -gt 0 ] && kill -0 $child; do sleep 0.1; tries=$((tries - 1)); done
              kill -KILL $all
            } >/dev/null 2>&1 &
            guard=$!
            wait $child
            status=$?
            kill $guard 2>/dev/null
            kill -KILL $all 2>/dev/null
            rm -f "$pidfile"
            exit $status
            """;

    /** What to run, and where its output and its process id go. {@code graceSeconds} pass between TERM and KILL. */
    public record Program(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path log,
            Path pidFile,
            int graceSeconds) {
        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    private final Program program;
    private final Process shell;
    private final Future<Integer> exit;

    private ChildProcess(Program program, Process shell, Future<Integer> exit) {
        this.program = program;
        this.shell = shell;
        this.exit = exit;
    }

    /** Starts the program; fails if the shell itself does not start. */
    public static ChildProcess start(Vertx vertx, Program program) throws IOException {
        Process shell = launch(program);
        Future<Integer> exit = Future.fromCompletionStage(shell.onExit(), vertx.getOrCreateContext())
                .map(Process::exitValue);
        return new ChildProcess(program, shell, exit);
    }

    /** Runs the program to its end and answers its status; one that takes longer than that is ended. Blocks. */
    static int run(Program program, Duration most) throws IOException, InterruptedException {
        Process shell = launch(program);
        if (!shell.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            shell.getOutputStream().close();
        }
        return shell.waitFor();
    }

    private static Process launch(Program program) throws IOException {
        String leader = Platform.hasSetsid() ? "setsid" : "env";
        List<String> command = new ArrayList<>(List.of(leader));
        command.addAll(List.of(
                "/bin/sh", "-c", SHELL, program.name(), program.pidFile().toString()));
        command.addAll(List.of(Integer.toString(program.graceSeconds()), leader));
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(program.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        builder.environment().putAll(program.environment());
        Files.deleteIfExists(program.pidFile());
        return builder.start();
    }

    /** The status of the program's end; 128 + signal if a signal ended it. Never fails. */
    public Future<Integer> exit() {
        return exit;
    }

    /** Ends the program, waiting for its grace at most. */
    public Future<Void> stop() {
        closePipe();
        return exit.mapEmpty();
    }

    /** The program's own process id, for those who kill it on purpose. */
    public long pid() throws IOException {
        return Long.parseLong(Files.readString(program.pidFile()).strip());
    }

    private void closePipe() {
        try {
            shell.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            LOG.debug("pipe to {} was closed already", program.name(), alreadyClosed);
        }
    }
}
