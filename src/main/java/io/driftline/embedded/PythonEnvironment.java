package io.driftline.embedded;

import io.driftline.config.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Python packages in a virtual environment, made once for each list, or two, that names all of them, and
 * Python.
 *
 * <p>An environment cannot be moved, so it is made at its place, and a mark written last says that it is complete.
 */
final class PythonEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(PythonEnvironment.class);
    private static final Duration INSTALL = Duration.ofMinutes(15);
    private static final int ASK_SECONDS = 20;
    private static final String LEAST_VERSION = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11)); ";

    private final String name;
    private final String python;
    private final List<Path> requirements;
    private final Path log;

    /** Of {@code name}, which tells environments of one folder apart. */
    PythonEnvironment(String name, String python, List<Path> requirements, Path log) {
        this.name = name;
        this.python = python;
        this.requirements = List.copyOf(requirements);
        this.log = log;
    }

    /** The environment's own Python. Blocks, for a minute or more the first time. */
    Path prepare(Programs programs) throws IOException, InterruptedException {
        String folder = name + "-venv-" + digest();
        Path venv = programs.root().resolve(folder);
        Path interpreter = venv.resolve("bin/python");
        // The mark is an empty folder beside the environment, so that its making is guarded as that of any program.
        programs.get(folder + ".ready", mark -> make(venv, interpreter));
        return interpreter;
    }

    private String digest() throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (Path list : requirements) {
            text.append(Files.readString(list)).append('\n');
        }
        text.append(version());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The interpreter and its version, or a refusal if it is none that the worker runs on. */
    private String version() throws InterruptedException {
        try {
            Process asked = new ProcessBuilder(python, "-c", "import sys; print(sys.executable, sys.version)")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!asked.waitFor(ASK_SECONDS, TimeUnit.SECONDS) || asked.exitValue() != 0) {
                throw unusable();
            }
            return answer;
        } catch (IOException e) {
            throw unusable();
        }
    }

    private StartException unusable() {
        return new StartException("Driftline needs Python 3.11 or later with its venv module, and \"" + python
                + "\" is not that: install python3 and python3-venv, or name another by embedded.python"
                + " (DRIFTLINE_EMBEDDED_PYTHON).");
    }

    private void make(Path venv, Path interpreter) throws IOException {
        LOG.info("Installing the Python packages of {}, once; this may take some minutes ({})", name, log);
        Resources.delete(venv);
        Files.deleteIfExists(log);
        try {
            if (run(List.of(python, "-c", LEAST_VERSION)) != 0) {
                throw unusable();
            }
            succeed(List.of(python, "-m", "venv", venv.toString()));
            List<String> install = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip", "install"));
            install.addAll(List.of("--no-input", "--disable-pip-version-check", "--quiet", "--no-deps"));
            requirements.forEach(list -> install.addAll(List.of("-r", list.toString())));
            succeed(install);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void succeed(List<String> command) throws IOException, InterruptedException {
        if (run(command) != 0) {
            throw new StartException("The Python packages of " + name + " could not be installed: " + lastLine()
                    + " (all of it in " + log + ").");
        }
    }

    /** Ends with this process, for an installation that went on would meddle with that of the next start. */
    private int run(List<String> command) throws IOException, InterruptedException {
        var program = new ChildProcess.Program(
                name + "-setup",
                command,
                Map.of(),
                Path.of("").toAbsolutePath(),
                log,
                log.toAbsolutePath().resolveSibling(name + "-setup.pid"),
                0);
        return ChildProcess.run(program, INSTALL);
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> line(first, second))
                .orElse("no reason was given");
    }

    /** The last line that names an error, or else the last line. */
    private static String line(String first, String second) {
        return first.startsWith("ERROR") && !second.startsWith("ERROR") ? first : second;
    }
}
