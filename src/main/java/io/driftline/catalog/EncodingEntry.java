package io.driftline.catalog;

import java.util.Optional;

/**
 * A way of turning aligned sequences into a matrix.
 *
 * @param features columns of the matrix, that is numbers per site
 */
public record EncodingEntry(
        String id,
        String name,
        String info,
        int features,
        Optional<String> citation,
        Optional<ModelEntry.Chinese> chinese) {}
