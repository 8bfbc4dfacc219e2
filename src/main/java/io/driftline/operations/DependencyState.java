package io.driftline.operations;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a part that the gateway stands on answered when it was asked.
 *
 * @param latency how long it took to answer, or to fail
 * @param reason why it is not up, in short
 * @param facts what it tells of itself; empty if it did not answer
 */
public record DependencyState(boolean up, Duration latency, @Nullable String reason, JsonObject facts) {}
