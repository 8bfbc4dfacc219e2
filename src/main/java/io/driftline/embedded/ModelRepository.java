package io.driftline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shipped models in the data folder. A version that is there is never written again, for results name it; nor is one
 * that an operator has retired, whose files the worker keeps beside the repository.
 */
final class ModelRepository {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRepository.class);
    private static final String SHIPPED = "models";

    private final Path folder;
    private final Path retired;

    ModelRepository(Path folder) {
        this.folder = folder;
        this.retired = folder.resolveSibling(folder.getFileName() + ".retired");
    }

    Path unpack() throws IOException {
        if (Resources.exist(SHIPPED)) {
            Resources.visit(SHIPPED, this::unpackVersions);
        } else {
            LOG.warn("no models are shipped; {} is used as it is", folder);
        }
        return folder;
    }

    private void unpackVersions(Path shipped) throws IOException {
        for (Path model : folders(shipped)) {
            for (Path version : folders(model)) {
                unpackVersion(shipped.relativize(version).toString());
            }
        }
    }

    private void unpackVersion(String name) throws IOException {
        Path target = folder.resolve(name);
        if (!Files.isDirectory(target) && !Files.isDirectory(retired.resolve(name))) {
            Files.createDirectories(target.getParent());
            Resources.unpack(SHIPPED + "/" + name, target, file -> true);
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        }
    }
}
