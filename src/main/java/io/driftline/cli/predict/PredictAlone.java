package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.models.ModelFolder;
import io.driftline.cli.models.OfferedModel;
import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import io.driftline.embedded.WorkerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Predicts without a server: by the worker's own program and the models that ship, in a process of its own. */
final class PredictAlone {
    private final Map<String, String> environment;

    PredictAlone(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The status of the worker's program, which tells progress and failures on the terminal itself. */
    int run(PairsRequest request) throws IOException, InterruptedException {
        var settings = ConfigLoader.load(null, environment, Map.of("embedded.enabled", "true"))
                .embedded();
        var cache = request.cache() == null ? userCache() : request.cache();
        var kit = install(cache, settings);
        var folder = request.models() == null ? kit.models() : request.models();
        var choice = OfferedModel.choose(
                ModelFolder.read(folder, request.version()), request.model(), request.encoding(), describe(request));
        var clean = CleanInput.of(request.pairs(), request.sequences());
        try {
            int status = start(kit, command(kit, folder, choice, request, clean));
            if (status == 0 && request.provenance() != null) {
                Provenance.write(request.provenance(), folder, choice, request);
            }
            return status;
        } finally {
            clean.delete();
        }
    }

    private static WorkerKit install(Path cache, Config.Embedded settings) throws InterruptedException {
        try {
            var ofService = settings.data().resolve("programs");
            var programs = settings.programs() != null
                    ? settings.programs()
                    : Files.isDirectory(ofService) && Files.isWritable(ofService) ? ofService : cache;
            return WorkerKit.install(cache, programs.toAbsolutePath(), settings.python());
        } catch (IOException e) {
            throw CliException.failed("The worker cannot be set up in " + cache + " (" + e
                    + "); name a folder that can be written by --cache.");
        }
    }

    private static String describe(PairsRequest request) {
        var where = request.models() == null ? "this release" : request.models().toString();
        return request.version() == null ? where : where + " in version " + request.version();
    }

    private static List<String> command(
            WorkerKit kit, Path folder, OfferedModel.Choice choice, PairsRequest request, CleanInput clean) {
        return List.of(
                kit.python().toString(),
                "-m",
                "driftline_worker.batch",
                "--models",
                folder.toString(),
                "--model",
                choice.model().name(),
                "--version",
                choice.model().version(),
                "--encoding",
                choice.encoding(),
                "--pairs",
                clean.pairs().toString(),
                "--output",
                request.output().toString(),
                "--sequences",
                clean.sequences().toString());
    }

    /** On the same terminal, and ended with this process. */
    private static int start(WorkerKit kit, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PYTHONPATH", kit.sources().toString());
        var process = builder.start();
        var end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        process.getOutputStream().close();
        return process.waitFor();
    }

    private Path userCache() {
        var base = environment.get("XDG_CACHE_HOME");
        return base != null && Path.of(base).isAbsolute()
                ? Path.of(base, "driftline")
                : Path.of(System.getProperty("user.home"), ".cache", "driftline");
    }
}
