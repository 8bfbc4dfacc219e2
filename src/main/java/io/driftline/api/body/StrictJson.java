package io.driftline.api.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.RequestWords;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks through JSON before anything is made of it, and refuses what two parsers could read differently (fields given twice,
 * several values, numbers beyond 64 bits, NaN, deep nesting) and what is more than a {@link BodyShape} has room for.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 256 * 1024 * 1024;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;

    /** Values where the contract has none; few are left to the validator, which says what is right. */
    private static final int MAX_STRAYS = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final int bytes;
    private final BodyShape shape;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int strays;

    private StrictJson(JsonParser parser, int bytes, BodyShape shape) {
        this.parser = parser;
        this.bytes = bytes;
        this.shape = shape;
    }

    /**
     * Fails with MALFORMED_JSON, DUPLICATE_FIELD, UNKNOWN_FIELD, TOO_MANY_ITEMS or INVALID_FIELD. Takes some 10 ns
     * a byte, so large ones not on an event loop.
     */
    public static void check(Buffer body, BodyShape shape) {
        try (var parser = FACTORY.createParser(new BufferStream(body))) {
            new StrictJson(parser, body.length(), shape).walk();
        } catch (JsonParseException malformed) {
            var at = malformed.getLocation();
            throw malformed(RequestWords.JSON_NEAR.message(at.getLineNr(), at.getColumnNr()));
        } catch (IOException unreadable) {
            throw malformed(RequestWords.JSON_DEEP.message(MAX_DEPTH));
        }
    }

    private void walk() throws IOException {
        boolean ended = false;
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (ended) {
                throw malformed(RequestWords.JSON_AFTER.message());
            }
            visit(token);
            ended = parser.getParsingContext().inRoot();
        }
    }

    private void visit(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> levels.push(new Level(begin(), false));
            case START_ARRAY -> levels.push(new Level(begin(), true));
            case END_OBJECT, END_ARRAY -> levels.pop();
            case FIELD_NAME -> enter(levels.element());
            case VALUE_STRING -> requireRoom(begin());
            case VALUE_NUMBER_INT -> {
                begin();
                requireLong();
            }
            case VALUE_NUMBER_FLOAT -> {
                begin();
                requireExact();
            }
            default -> begin();
        }
    }

    /** Counts a value, and tells its shape. */
    private BodyShape begin() {
        var level = levels.peek();
        if (level == null) {
            return shape;
        }
        if (level.array && ++level.items > level.shape.most() && level.shape.list()) {
            throw tooMany(RequestWords.LIST_LONG.message(level.shape.most()));
        }
        var expected = level.array ? level.shape.each() : level.next;
        if (expected.isNothing() && ++strays > MAX_STRAYS) {
            throw tooMany(RequestWords.STRAYS.message(MAX_STRAYS));
        }
        return expected;
    }

    private void enter(Level object) throws IOException {
        var name = parser.currentName();
        UnpairedSurrogates.require(name);
        if (!object.names.add(name)) {
            throw refuse(ProblemType.DUPLICATE_FIELD, RequestWords.FIELD_TWICE.message());
        }
        if (object.shape.isUnknown(name)) {
            throw refuse(ProblemType.UNKNOWN_FIELD, RequestWords.FIELD_UNKNOWN.message(pointer()));
        }
        object.next = object.shape.field(name);
    }

    private void requireRoom(BodyShape expected) throws IOException {
        int most = expected.room();
        // Text that the parser is not asked for it skips, and makes nothing of it.
        if (most < bytes && parser.getTextLength() > most) {
            throw refuse(ProblemType.INVALID_FIELD, RequestWords.TEXT_LONG.message(most));
        }
    }

    private void requireLong() throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw malformed(RequestWords.JSON_NUMBER.message());
        }
    }

    /** Neither beyond what 64 bits hold, nor one that they would round to a whole number that it is not. */
    private void requireExact() throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)
                || (Math.rint(value) == value
                        && parser.getDecimalValue().stripTrailingZeros().scale() > 0)) {
            throw malformed(RequestWords.JSON_NUMBER.message());
        }
    }

    private String pointer() {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private ServiceException tooMany(Message said) {
        return refuse(ProblemType.TOO_MANY_ITEMS, said);
    }

    private ServiceException refuse(ProblemType type, Message said) {
        return ServiceException.ofField(type, pointer(), said);
    }

    private static ServiceException malformed(Message said) {
        return ServiceException.of(ProblemType.MALFORMED_JSON, said);
    }

    /** A list or object that has begun and not ended. */
    private static final class Level {
        private final BodyShape shape;
        private final boolean array;
        private final Set<String> names = new HashSet<>();
        private BodyShape next = BodyShape.NOTHING;
        private int items;

        Level(BodyShape shape, boolean array) {
            this.shape = shape;
            this.array = array;
        }
    }
}
