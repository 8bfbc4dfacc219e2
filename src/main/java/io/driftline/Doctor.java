package io.driftline;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import io.driftline.config.StartException;
import io.driftline.config.Version;
import io.driftline.embedded.EmbeddedServices;
import io.driftline.wiring.Checkup;
import io.driftline.wiring.Checkup.Finding;
import io.driftline.wiring.Checkup.State;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells, a line each, whether the service would run with these settings on this machine; status 1 if not. */
@Command(
        name = "doctor",
        description = "Tell whether the service would run: settings, servers, versions, clocks, room, keys.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class Doctor implements Callable<Integer> {
    private static final long LEAST_ROOM = 2_000_000_000;
    private static final Duration RENEW_WITHIN = Duration.ofDays(14);

    private final Map<String, String> environment;
    private final List<Finding> findings = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "Settings as serve gets them.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of everything that is kept (./data).")
    private @Nullable String data;

    Doctor(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            var config = ConfigLoader.load(file, environment, data == null ? Map.of() : Map.of("embedded.data", data));
            ok("settings", file == null ? "as shipped, and the environment" : file + ", and the environment");
            ok(
                    "version",
                    "driftline " + Version.current() + ", Java "
                            + Runtime.version().feature() + " on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch"));
            machine(config);
            certificate("server.tls", config.server().tls());
            certificate("operations.tls", config.operations().tls());
            servers(config);
        } catch (StartException refused) {
            fail("settings", String.valueOf(refused.getMessage()));
        }
        findings.forEach(
                each -> System.out.printf(Locale.ROOT, "%-4s  %-11s  %s%n", each.state(), each.about(), each.said()));
        return findings.stream().anyMatch(each -> each.state() == State.FAIL) ? 1 : 0;
    }

    private void machine(Config config) {
        if (config.embedded().enabled()) {
            room(config.embedded().data());
        }
        var log = config.operations().securityLog();
        if (log != null) {
            room(log);
        }
    }

    private void room(Path place) {
        var there = place.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            var said = free / 1_000_000 + " MB free for " + place;
            if (!Files.isWritable(there)) {
                fail("room", there + " cannot be written by this user");
            } else if (free < LEAST_ROOM) {
                findings.add(new Finding(State.WARN, "room", said));
            } else {
                ok("room", said);
            }
        } catch (IOException unreadable) {
            fail("room", there + ": " + unreadable.getMessage());
        }
    }

    private void certificate(String setting, Config.@Nullable Tls tls) {
        if (tls == null) {
            return;
        }
        try (InputStream in = Files.newInputStream(tls.certificate())) {
            var leaf = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            var ends = leaf.getNotAfter().toInstant();
            var said = setting + ".certificate until " + ends;
            if (ends.isBefore(Instant.now())) {
                fail("certificate", said);
            } else {
                findings.add(new Finding(
                        ends.isBefore(Instant.now().plus(RENEW_WITHIN)) ? State.WARN : State.OK, "certificate", said));
            }
        } catch (IOException | CertificateException unusable) {
            fail("certificate", setting + ".certificate, " + tls.certificate() + ": " + unusable.getMessage());
        }
        if (!Files.isReadable(tls.key())) {
            fail("certificate", setting + ".key, " + tls.key() + ", cannot be read by this user");
        }
    }

    /** Embedded ones are made by {@code serve}, with keys of their own. */
    private void servers(Config config) throws InterruptedException {
        if (config.embedded().enabled()) {
            try {
                EmbeddedServices.requireMachine();
                ok("servers", "embedded; serve starts them");
            } catch (StartException refused) {
                fail("servers", String.valueOf(refused.getMessage()));
            }
            return;
        }
        ok("keys", "session and status keys are long enough");
        // What clients have to say of a server that is away stands in its line.
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.OFF);
        var vertx = Vertx.vertx();
        try {
            findings.addAll(Checkup.of(vertx, config)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get());
        } catch (ExecutionException failed) {
            fail("servers", String.valueOf(failed.getCause()));
        } finally {
            vertx.close();
        }
    }

    private void ok(String about, String said) {
        findings.add(new Finding(State.OK, about, said));
    }

    private void fail(String about, String said) {
        findings.add(new Finding(State.FAIL, about, said));
    }
}
