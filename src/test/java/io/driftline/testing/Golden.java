package io.driftline.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The golden messages that the Python tests read as well. */
public final class Golden {
    private Golden() {}

    public static JsonObject object(String name) {
        return read(name).toJsonObject();
    }

    public static JsonArray array(String name) {
        return read(name).toJsonArray();
    }

    public static String text(String name) {
        return read(name).toString();
    }

    private static Buffer read(String name) {
        try (var file = Golden.class.getResourceAsStream("/contract/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no golden message " + name);
            }
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
