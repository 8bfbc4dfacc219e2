package io.driftline.testing.client;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Server-sent events as a script reads them, one after the other. */
public final class EventStream implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final HttpURLConnection connection;
    private final BufferedReader lines;

    /** What one event said; {@code id} is empty where it does not move the cursor. */
    public record Told(String id, JsonObject frame) {
        public String type() {
            return frame.getString("type");
        }
    }

    /** Opens one, or fails with the problem that it was refused with. */
    public EventStream(String origin, String query, Map<String, String> headers) throws IOException {
        connection = (HttpURLConnection)
                URI.create(origin + "/api/v1/events" + query).toURL().openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);
        headers.forEach(connection::setRequestProperty);
        var refused = connection.getResponseCode() >= 400;
        lines = new BufferedReader(new InputStreamReader(
                refused ? connection.getErrorStream() : connection.getInputStream(), StandardCharsets.UTF_8));
    }

    public int status() throws IOException {
        return connection.getResponseCode();
    }

    public String header(String name) {
        return connection.getHeaderField(name);
    }

    /** The next event; null at the end of the stream. */
    public @Nullable Told next() {
        try {
            var id = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Told(id, new JsonObject(data));
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event of this type; fails if the stream ends before. */
    public Told next(String type) {
        for (var told = next(); told != null; told = next()) {
            if (type.equals(told.type())) {
                return told;
            }
        }
        throw new AssertionError("the stream ended without " + type);
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
