package io.driftline.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * What a JSON value has to be. It is held against the tokens as they come, so nothing larger than a string is ever
 * in memory; who needs a value is handed it on the way.
 */
@FunctionalInterface
public interface Shape {
    /**
     * Reads one value.
     *
     * @param json at the value's first token; at its last one afterwards
     * @throws Malformed if it is of another shape
     */
    void read(JsonParser json) throws IOException;

    /** Something to do between two values; it may refuse what was read. */
    @FunctionalInterface
    interface Check {
        void on(JsonParser json) throws IOException;
    }

    static Shape text(int most) {
        return text(most, value -> {});
    }

    /** A text of at most so many letters, in UTF-16 units. */
    static Shape text(int most, Consumer<String> taker) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw Malformed.at(json, "is not a text");
            }
            if (json.getTextLength() > most) {
                throw Malformed.at(json, "has more than " + most + " letters");
            }
            taker.accept(json.getText());
        };
    }

    /** A text that is wholly of this form. */
    static Shape form(Pattern form, int most) {
        return json -> {
            text(most).read(json);
            if (!form.matcher(json.getText()).matches()) {
                throw Malformed.at(json, "is not of the form " + form);
            }
        };
    }

    static Shape oneOf(Set<String> values) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_STRING || !values.contains(json.getText())) {
                throw Malformed.at(
                        json, "is none of " + values.stream().sorted().toList());
            }
        };
    }

    /** Exactly this text. */
    static Shape same(String value, String what) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_STRING || !value.equals(json.getText())) {
                throw Malformed.at(json, "is not " + what);
            }
        };
    }

    static Shape whole(long least, long most) {
        return whole(least, most, value -> {});
    }

    static Shape whole(long least, long most, LongConsumer taker) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw Malformed.at(json, "is not a whole number");
            }
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < least
                    || json.getLongValue() > most) {
                throw Malformed.at(json, "is not from " + least + " to " + most);
            }
            taker.accept(json.getLongValue());
        };
    }

    static Shape number(double least, double most) {
        return number(least, most, value -> {});
    }

    static Shape number(double least, double most, DoubleConsumer taker) {
        return json -> {
            var token = json.currentToken();
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                throw Malformed.at(json, "is not a number");
            }
            double value = json.getDoubleValue();
            if (!(value >= least && value <= most)) {
                throw Malformed.at(json, "is not from " + least + " to " + most);
            }
            taker.accept(value);
        };
    }

    static Shape flag() {
        return flag(value -> {});
    }

    static Shape flag(Consumer<Boolean> taker) {
        return json -> {
            if (!json.currentToken().isBoolean()) {
                throw Malformed.at(json, "is neither true nor false");
            }
            taker.accept(json.getBooleanValue());
        };
    }

    static Shape orNull(Shape shape) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_NULL) {
                shape.read(json);
            }
        };
    }

    static Shape list(Shape item, int least, int most) {
        return list(item, least, most, count -> {});
    }

    static Shape list(Shape item, int least, int most, LongConsumer counted) {
        return json -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw Malformed.at(json, "is not a list");
            }
            int count = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (++count > most) {
                    throw Malformed.at(json, "is more than the " + most + " allowed");
                }
                item.read(json);
            }
            if (count < least) {
                throw Malformed.at(json, "has " + count + " items, not at least " + least);
            }
            counted.accept(count);
        };
    }

    /** Values under names that are not known before. */
    static Shape named(Shape value, int most) {
        return json -> {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Malformed.at(json, "is not an object");
            }
            for (int count = 1; json.nextToken() == JsonToken.FIELD_NAME; count++) {
                if (count > most) {
                    throw Malformed.at(json, "is one field too many");
                }
                json.nextToken();
                value.read(json);
            }
        };
    }

    /** Whatever it is, if it is small: what a newer worker tells besides, say. */
    static Shape anything() {
        return Anything::skip;
    }
}
