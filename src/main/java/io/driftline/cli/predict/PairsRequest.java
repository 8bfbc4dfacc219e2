package io.driftline.cli.predict;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the pairs of a file.
 *
 * @param version of the model; not at a server
 * @param models another repository than the one that ships; not at a server
 * @param cache where the worker is set up; not at a server
 * @param provenance where it is written what made the output
 */
record PairsRequest(
        @Nullable String model,
        @Nullable String version,
        @Nullable String encoding,
        @Nullable Path models,
        @Nullable Path cache,
        Path pairs,
        List<Path> sequences,
        Path output,
        @Nullable Path provenance) {}
