package io.driftline.staging;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where copies lie for a while, between gateway and workers. Whatever lies here may vanish at any time; nothing is
 * trusted that comes out of it unless its digest was announced.
 */
public interface StagingArea {
    /** Replaces what lies under {@code key} by this list, which expires by itself. */
    Future<Void> putList(String key, List<JsonObject> items);

    /** Replaces what lies under {@code key} by this value, which expires by itself. */
    Future<Void> put(String key, Buffer value);

    /** What lies under {@code key}, if anything does. */
    Future<@Nullable Buffer> get(String key);

    Future<Void> discard(List<String> keys);
}
