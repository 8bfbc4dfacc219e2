package io.driftline.api;

import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.driftline.json.Whole;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * The parts of a {@code multipart/form-data} submission, and the JSON body that they stand for: several files of one
 * field become a list of texts, packed ones are unpacked.
 */
final class Upload {
    static final String TYPE = "multipart/form-data";

    private static final String MODEL = "modelId";

    private final BodyShape shape;
    private final Map<String, JsonArray> fields = new LinkedHashMap<>();
    private int room;

    private Upload(BodyShape shape, int unpackedLimit) {
        this.shape = shape;
        room = unpackedLimit;
    }

    /**
     * For the contract to judge: unknown fields stay, and a number that is none stays text. Fails like {@link Multipart}, with
     * TOO_LARGE, or INVALID_FIELD if a file is broken gzip. Not on an event loop.
     *
     * @param unpackedLimit bytes that all parts may have together, once unpacked
     */
    static JsonObject read(String contentType, Buffer body, BodyShape shape, int unpackedLimit) {
        var upload = new Upload(shape, unpackedLimit);
        Multipart.read(contentType, body).forEach(part -> upload.add(part, unpackedLimit));
        return upload.json();
    }

    private void add(Multipart.Part part, int limit) {
        var text = text(part, limit);
        int most = shape.field(part.field()).room();
        if (text.length() > most) {
            var detail = "The text has more than " + most + " characters.";
            throw ServiceException.of(
                    ProblemType.INVALID_FIELD, detail, List.of(InputFault.ofField("/" + part.field(), detail)));
        }
        fields.computeIfAbsent(part.field(), first -> new JsonArray()).add(text);
    }

    private String text(Multipart.Part part, int limit) {
        try (var in = reader(part.content())) {
            byte[] plain = in.readNBytes(room);
            if (in.read() >= 0) {
                throw ServiceException.of(
                        ProblemType.TOO_LARGE,
                        "Unpacked, the files have more than the " + limit + " bytes that are taken together.");
            }
            room -= plain.length;
            return new String(plain, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            var detail = "A file of the field " + part.field()
                    + " begins like gzip but cannot be unpacked: it may be cut off.";
            throw ServiceException.of(
                    ProblemType.INVALID_FIELD, detail, List.of(InputFault.ofField("/" + part.field(), detail)));
        }
    }

    private static InputStream reader(Buffer content) throws IOException {
        var bytes = new BufferStream(content);
        boolean packed = content.length() > 1 && content.getByte(0) == 0x1f && content.getByte(1) == (byte) 0x8b;
        return packed ? new GZIPInputStream(bytes) : bytes;
    }

    private JsonObject json() {
        var body = new JsonObject();
        fields.forEach((field, texts) -> body.put(field, texts.size() == 1 ? value(field, texts.getString(0)) : texts));
        return body;
    }

    private static Object value(String field, String text) {
        var number = field.equals(MODEL) ? Whole.of(text.strip(), 0, Whole.MOST) : OptionalLong.empty();
        return number.isPresent() ? (Object) number.getAsLong() : text;
    }
}
