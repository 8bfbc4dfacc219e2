package io.driftline.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** An object whose fields are known: those that must stand there, and those that may. Others are left to newer versions. */
public final class ObjectShape implements Shape {
    private static final int MOST_OTHERS = 50;

    private final Map<String, Field> fields = new HashMap<>();
    private long required;
    private Runnable before = () -> {};
    private Check after = json -> {};

    private record Field(Shape shape, long bit) {}

    /** Has to stand there. */
    public ObjectShape with(String name, Shape shape) {
        required |= add(name, shape);
        return this;
    }

    /** May stand there. */
    public ObjectShape maybe(String name, Shape shape) {
        add(name, shape);
        return this;
    }

    /** Done before the first field of each. */
    public ObjectShape first(Runnable task) {
        before = task;
        return this;
    }

    /** Done after the last field of each. */
    public ObjectShape then(Check check) {
        after = check;
        return this;
    }

    private long add(String name, Shape shape) {
        long bit = 1L << fields.size();
        fields.put(name, new Field(shape, bit));
        return bit;
    }

    @Override
    public void read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Malformed.at(json, "is not an object");
        }
        before.run();
        long seen = 0;
        int others = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var field = fields.get(json.currentName());
            json.nextToken();
            if (field == null) {
                if (++others > MOST_OTHERS) {
                    throw Malformed.at(json, "is one of too many fields that nobody knows");
                }
                Anything.skip(json);
                continue;
            }
            if ((seen & field.bit()) != 0) {
                throw Malformed.at(json, "stands there twice");
            }
            seen |= field.bit();
            field.shape().read(json);
        }
        long missing = required & ~seen;
        if (missing != 0) {
            throw Malformed.at(json, "lacks " + nameOf(missing));
        }
        after.on(json);
    }

    private String nameOf(long missing) {
        return fields.entrySet().stream()
                .filter(field -> (field.getValue().bit() & missing) != 0)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
    }
}
