package io.driftline.json;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers as clients give them: never narrowed, rounded or guessed. */
public final class Whole {
    /** The largest up to which every reader of JSON, browsers among them, tells each from the next. */
    public static final long MOST = (1L << 53) - 1;

    /** One way to write each: no plus, no zero in front, no point, no exponent, no digits but these. */
    private static final Pattern PLAIN = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private Whole() {}

    /** What a text of an address, a header or a form says; empty if it is no such number or out of bounds. */
    public static OptionalLong of(@Nullable String text, long least, long most) {
        return text != null && PLAIN.matcher(text).matches()
                ? within(Long.parseLong(text), least, most)
                : OptionalLong.empty();
    }

    /** What a value of JSON says, where {@code 1.0} is the number one; empty if it is no such number or out of bounds. */
    public static OptionalLong of(@Nullable Number value, long least, long most) {
        if (value instanceof Long || value instanceof Integer) {
            return within(value.longValue(), least, most);
        }
        // Beyond these, a double stands for several whole numbers.
        return value instanceof Double real && Math.rint(real) == real && Math.abs(real) <= MOST
                ? within(real.longValue(), least, most)
                : OptionalLong.empty();
    }

    private static OptionalLong within(long value, long least, long most) {
        return value >= least && value <= most ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
