package io.driftline;

import io.driftline.audit.SecurityLogFile;
import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import io.driftline.config.StartException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service until it is told to stop. A foreseen failure is one sentence on stderr and status 1. */
@Command(
        name = "serve",
        description = "Run the service: everything on this machine by default, or on real servers by --config.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class Serve implements Callable<Integer> {
    /** The service is up and the process goes on; not a status that a process ends with. */
    static final int RUNNING = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings that differ from the shipped ones, as YAML (conf/driftline.yaml explains each).")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "N", description = "Port of page and API; 0 takes a free one (8080).")
    private @Nullable String port;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of everything that is kept (./data).")
    private @Nullable String data;

    @Override
    public Integer call() throws InterruptedException {
        try {
            Config settings = ConfigLoader.load(config, System.getenv(), commandLine());
            openSecurityLog(settings.operations().securityLog());
            return serve(settings);
        } catch (StartException refused) {
            return refuse(refused);
        }
    }

    private static int serve(Config settings) throws InterruptedException {
        Service service = new Service(settings);
        Signals.onStop(service::stopAndExit);
        try {
            service.start().toCompletionStage().toCompletableFuture().get();
            return RUNNING;
        } catch (ExecutionException failed) {
            // A start that was told to stop is no failure; the process ends once all is down.
            return service.isExiting() ? RUNNING : refuse(failed.getCause());
        }
    }

    private static void openSecurityLog(@Nullable Path file) {
        if (file != null && !SecurityLogFile.open(file)) {
            throw new StartException(
                    "The file " + file + " of operations.securityLog cannot be written: make its folder,"
                            + " and let this user write there.");
        }
    }

    private Map<String, String> commandLine() {
        Map<String, String> values = new HashMap<>();
        if (port != null) {
            values.put("server.port", port);
        }
        if (data != null) {
            values.put("embedded.data", data);
        }
        return values;
    }

    private static int refuse(@Nullable Throwable failure) {
        System.err.println("driftline: " + sentence(failure));
        return 1;
    }

    private static String sentence(@Nullable Throwable failure) {
        if (failure instanceof StartException foreseen && foreseen.getMessage() != null) {
            return foreseen.getMessage();
        }
        if (failure instanceof BindException) {
            return "An address to listen on cannot be had (" + failure.getMessage()
                    + "): give another port with --port or operations.port, or stop what uses it.";
        }
        LOG.error("start failed", failure);
        return "The service could not start, for a reason that was not foreseen; the log above has it.";
    }
}
