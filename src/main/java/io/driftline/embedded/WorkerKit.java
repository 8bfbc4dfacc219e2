package io.driftline.embedded;

import io.driftline.config.StartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The worker's program and the models that ship, without a service around them.
 *
 * @param python the interpreter with the worker's packages
 * @param sources what goes into {@code PYTHONPATH}
 * @param models a model repository, only to be read
 */
public record WorkerKit(Path python, Path sources, Path models) {
    private static final String WORKER = "worker";
    private static final String MODELS = "models";

    /**
     * Installs what is missing. Blocks, for a minute or more the first time; several processes may do so at once.
     *
     * @param cache where this build's program and models are unpacked
     * @param programs where Python environments are kept, perhaps a service's
     */
    public static WorkerKit install(Path cache, Path programs, String python) throws IOException, InterruptedException {
        if (!Resources.exist(WORKER + "/requirements.txt") || !Resources.exist(MODELS)) {
            throw new StartException("This build holds no model worker: build it again with src/main/python present.");
        }
        Files.createDirectories(cache);
        Optional<Path> onDisk = Resources.onDisk(WORKER);
        Path sources = onDisk.isPresent()
                ? onDisk.get()
                : new Programs(cache).get("build-" + stamp(), WorkerKit::unpack).resolve(WORKER);
        Path interpreter = new PythonEnvironment(
                        "worker",
                        python,
                        List.of(sources.resolve("requirements.txt")),
                        cache.resolve("worker-setup.log"))
                .prepare(new Programs(programs));
        return new WorkerKit(interpreter, sources, sources.resolveSibling(MODELS));
    }

    private static void unpack(Path draft) throws IOException {
        Resources.copy(WORKER, draft.resolve(WORKER), file -> true);
        Resources.copy(MODELS, draft.resolve(MODELS), file -> true);
    }

    /** Tells builds apart: a jar is never changed in place without another size or time. */
    private static String stamp() throws IOException {
        Path jar = Path.of(URI.create(WorkerKit.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return Long.toHexString(Files.size(jar)) + "-"
                + Long.toHexString(Files.getLastModifiedTime(jar).toMillis());
    }
}
