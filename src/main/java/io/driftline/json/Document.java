package io.driftline.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** One JSON value in UTF-8, and nothing after it. */
public final class Document {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(200)
                    .maxNumberLength(100)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Document() {}

    /**
     * Holds a text against a shape.
     *
     * @throws Malformed if it is another, or not JSON
     * @throws IOException if it cannot be read
     */
    public static void read(InputStream utf8, Shape shape) throws IOException {
        try (var json = FACTORY.createParser(beginning(utf8))) {
            read(json, shape);
        }
    }

    private static void read(JsonParser json, Shape shape) throws IOException {
        try {
            if (json.nextToken() == null) {
                throw new Malformed("it is empty");
            }
            shape.read(json);
            if (json.nextToken() != null) {
                throw new Malformed("something follows after its end");
            }
        } catch (JsonProcessingException notJson) {
            var at = notJson.getLocation();
            throw new Malformed(
                    "it is not JSON, or too deep or long, near byte " + (at == null ? 0 : at.getByteOffset()) + " in \""
                            + json.getParsingContext().pathAsPointer() + '"');
        }
    }

    /** A parser would read other encodings by their first bytes; ours begin with a plain letter and no zero. */
    private static InputStream beginning(InputStream utf8) throws IOException {
        var pushback = new PushbackInputStream(utf8, 2);
        byte[] first = pushback.readNBytes(2);
        for (byte each : first) {
            if (each <= 0) {
                throw new Malformed("it is not JSON in UTF-8");
            }
        }
        pushback.unread(first);
        return pushback;
    }
}
