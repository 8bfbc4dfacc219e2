package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.driftline.config.StartException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** A command whose foreseen failures are one sentence on stderr and a status other than 0. */
@Command(mixinStandardHelpOptions = true)
public abstract class CliCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    /** Does the work; the status that the process ends with. */
    protected abstract int run() throws IOException, InterruptedException;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (CliException failure) {
            return end(failure.getMessage(), failure.status());
        } catch (ServerClient.Refusal refused) {
            return end(refused.getMessage(), CliException.FAILED);
        } catch (StartException failure) {
            return end(failure.getMessage(), CliException.FAILED);
        } catch (IOException failure) {
            return end(describe(failure), CliException.FAILED);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    private static int end(@Nullable String sentence, int status) {
        System.err.println("driftline: " + sentence);
        return status;
    }

    private static String describe(IOException failure) {
        var kind = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? kind : kind + ": " + failure.getMessage();
    }
}
