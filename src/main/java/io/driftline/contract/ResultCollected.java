package io.driftline.contract;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The gzip-compressed JSON of a result, or nothing if it is gone or not what was announced. */
public record ResultCollected(@Nullable Buffer gzipJson, String reason) {}
