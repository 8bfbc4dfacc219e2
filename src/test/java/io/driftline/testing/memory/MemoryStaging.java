package io.driftline.testing.memory;

import io.driftline.staging.StagingArea;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Staged copies in memory, which a test may lose at any time. */
public final class MemoryStaging implements StagingArea {
    private final Map<String, List<JsonObject>> lists = new ConcurrentHashMap<>();
    private final Map<String, Buffer> values = new ConcurrentHashMap<>();

    @Override
    public Future<Void> putList(String key, List<JsonObject> items) {
        lists.put(key, List.copyOf(items));
        return Future.succeededFuture();
    }

    @Override
    public Future<@Nullable Buffer> get(String key) {
        return Future.succeededFuture(values.get(key));
    }

    @Override
    public Future<Void> put(String key, Buffer value) {
        values.put(key, value);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> discard(List<String> keys) {
        keys.forEach(lists::remove);
        keys.forEach(values::remove);
        return Future.succeededFuture();
    }

    public @Nullable List<JsonObject> list(String key) {
        return lists.get(key);
    }

    public boolean isEmpty() {
        return lists.isEmpty() && values.isEmpty();
    }

    public void flush() {
        lists.clear();
        values.clear();
    }
}
