package io.driftline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** {@code serve} as processes of their own, one after the other on the data folder of one test. */
final class ServeProcesses {
    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    ServeProcesses(Path folder) {
        this.folder = folder;
    }

    Process start(List<String> jvmOptions, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.driftline.Main", "serve"));
        command.addAll(List.of("--data", data().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()));
        builder.environment().putAll(Map.of("DRIFTLINE_SERVER_PORT", "0", "DRIFTLINE_OPERATIONS_PORT", "0"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    void endAll() {
        started.forEach(Process::destroyForcibly);
        Awaitility.await().until(() -> orphans().isEmpty());
    }

    boolean isReady() throws IOException {
        return Files.readString(output()).contains("\n");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path output() {
        return folder.resolve("out");
    }

    Path errors() {
        return folder.resolve("err");
    }

    /** What runs from, or for, this test's data folder, other than the gateways themselves. */
    List<String> orphans() {
        return ProcessHandle.allProcesses()
                .filter(process -> started.stream().noneMatch(gateway -> gateway.pid() == process.pid()))
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}
