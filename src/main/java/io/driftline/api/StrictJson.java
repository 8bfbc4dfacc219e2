package io.driftline.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses JSON that two parsers could read differently: fields given twice, several values, numbers beyond 64 bits, NaN,
 * deep nesting.
 */
final class StrictJson {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 256 * 1024 * 1024;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .build();

    private StrictJson() {}

    /** Fails with MALFORMED_JSON or DUPLICATE_FIELD. */
    static void check(Buffer body) {
        try (var parser = FACTORY.createParser(body.getBytes())) {
            walk(parser);
        } catch (JsonParseException malformed) {
            var at = malformed.getLocation();
            throw malformed("Check the text near line " + at.getLineNr() + ", column " + at.getColumnNr() + ".");
        } catch (IOException unreadable) {
            throw malformed("It nests deeper than " + MAX_DEPTH + " levels, or holds a number that is too long.");
        }
    }

    private static void walk(JsonParser parser) throws IOException {
        Deque<Set<String>> fields = new ArrayDeque<>();
        boolean ended = false;
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (ended) {
                throw malformed("There is text after the end of the JSON value.");
            }
            visit(parser, token, fields);
            ended = parser.getParsingContext().inRoot();
        }
    }

    private static void visit(JsonParser parser, JsonToken token, Deque<Set<String>> fields) throws IOException {
        switch (token) {
            case START_OBJECT -> fields.push(new HashSet<>());
            case END_OBJECT -> fields.pop();
            case FIELD_NAME -> requireNew(parser, fields);
            case VALUE_NUMBER_INT -> requireLong(parser);
            case VALUE_NUMBER_FLOAT -> requireFinite(parser);
            default -> {}
        }
    }

    private static void requireNew(JsonParser parser, Deque<Set<String>> fields) throws IOException {
        if (!fields.element().add(parser.currentName())) {
            var pointer = parser.getParsingContext().pathAsPointer().toString();
            var detail = "The field is given twice; give it once.";
            throw ServiceException.of(
                    ProblemType.DUPLICATE_FIELD, detail, List.of(InputFault.ofField(pointer, detail)));
        }
    }

    private static void requireLong(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw malformed("It holds a number beyond 64 bits.");
        }
    }

    private static void requireFinite(JsonParser parser) throws IOException {
        if (!Double.isFinite(parser.getDoubleValue())) {
            throw malformed("It holds a number beyond 64 bits.");
        }
    }

    private static ServiceException malformed(String detail) {
        return ServiceException.of(ProblemType.MALFORMED_JSON, detail);
    }
}
