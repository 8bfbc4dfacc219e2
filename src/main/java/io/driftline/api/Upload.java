package io.driftline.api;

import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The parts of a {@code multipart/form-data} submission, and the JSON body that they stand for: several files of one
 * field become a list of texts, packed ones are unpacked.
 */
final class Upload {
    static final String TYPE = "multipart/form-data";

    private static final String MODEL = "modelId";
    private static final String KEY = "driftline.upload";

    private final Map<String, JsonArray> fields = new LinkedHashMap<>();
    private final int unpackedLimit;
    private int unpacked;

    /** @param unpackedLimit bytes that all parts may have together, once unpacked */
    Upload(int unpackedLimit) {
        this.unpackedLimit = unpackedLimit;
    }

    /** One more part; fails with TOO_LARGE, or INVALID_FIELD if it is broken gzip. Not on an event loop. */
    void add(String field, Buffer content) {
        fields.computeIfAbsent(field, first -> new JsonArray()).add(text(field, content));
    }

    private String text(String field, Buffer content) {
        try (var in = reader(content)) {
            byte[] plain = in.readNBytes(unpackedLimit - unpacked);
            if (in.read() >= 0) {
                throw ServiceException.of(
                        ProblemType.TOO_LARGE,
                        "Unpacked, the files have more than the " + unpackedLimit + " bytes that are taken together.");
            }
            unpacked += plain.length;
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            var detail =
                    "A file of the field " + field + " begins like gzip but cannot be unpacked: it may be cut off.";
            throw ServiceException.of(
                    ProblemType.INVALID_FIELD, detail, List.of(InputFault.ofField("/" + field, detail)));
        }
    }

    private static InputStream reader(Buffer content) throws IOException {
        var bytes = new ByteArrayInputStream(content.getBytes());
        boolean packed = content.length() > 1 && content.getByte(0) == 0x1f && content.getByte(1) == (byte) 0x8b;
        return packed ? new GZIPInputStream(bytes) : bytes;
    }

    /** For the contract to judge: unknown fields stay, and a number that is none stays text. */
    JsonObject json() {
        var body = new JsonObject();
        fields.forEach((field, texts) -> body.put(field, texts.size() == 1 ? value(field, texts.getString(0)) : texts));
        return body;
    }

    /** The body of a request that came as an upload, and of no other. */
    static Optional<JsonObject> of(RoutingContext ctx) {
        return Optional.ofNullable(ctx.get(KEY));
    }

    static void put(RoutingContext ctx, JsonObject body) {
        ctx.put(KEY, body);
    }

    private static Object value(String field, String text) {
        return field.equals(MODEL) && text.strip().matches("[0-9]{1,18}") ? (Object) Long.valueOf(text.strip()) : text;
    }
}
