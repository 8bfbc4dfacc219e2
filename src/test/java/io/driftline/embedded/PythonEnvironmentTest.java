package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentTest {
    /** Makes an environment that is a copy of itself, and installs unless the network is "away". */
    private static final String PYTHON =
            """
            #!/bin/sh
            case "$1 $2" in
              "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
              "-m pip") echo half >"$(dirname "$0")/half"; [ ! -e %s ] || { echo "ERROR: no network"; exit 1; } ;;
              *) echo 3 ;;
            esac
            """;

    @TempDir
    Path folder = Path.of("");

    private Path away = Path.of("");
    private Path python = Path.of("");

    @BeforeEach
    void makePython() throws IOException {
        away = folder.resolve("away");
        python = Files.writeString(folder.resolve("python"), PYTHON.formatted(away));
        Programs.makeExecutable(python);
        Files.writeString(folder.resolve("requirements.txt"), "flask");
    }

    @Test
    void anInstallationThatWasBrokenOffIsMadeAnew() throws IOException, InterruptedException {
        Files.createFile(away);
        assertThatThrownBy(this::prepare).isInstanceOf(StartException.class).hasMessageContaining("no network");
        Files.delete(away);
        Path interpreter = environment().resolve("bin/python");
        Path left = Files.createFile(environment().resolve("left over"));

        assertThat(prepare()).isEqualTo(interpreter).exists();

        assertThat(left).doesNotExist();
    }

    @Test
    void anInstallationThatIsCompleteIsKept() throws IOException, InterruptedException {
        prepare();
        Path mark = Files.createFile(environment().resolve("of the first"));

        prepare();

        assertThat(mark).exists();
    }

    private Path prepare() throws IOException, InterruptedException {
        return new PythonEnvironment(
                        "worker", python.toString(), List.of(folder.resolve("requirements.txt")), folder.resolve("log"))
                .prepare(new Programs(folder.resolve("programs")));
    }

    private Path environment() throws IOException {
        try (var found = Files.newDirectoryStream(folder.resolve("programs"), "worker-venv-????????????")) {
            return found.iterator().next();
        }
    }
}
