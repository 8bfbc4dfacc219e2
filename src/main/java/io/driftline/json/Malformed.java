package io.driftline.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** JSON that is not what it has to be; the message says where and why, and never repeats a value. */
public final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    public Malformed(String message) {
        super(message.length() > LONGEST ? message.substring(0, LONGEST) : message);
    }

    /** At the place where the parser is. */
    public static Malformed at(JsonParser json, String what) {
        var pointer = json.getParsingContext().pathAsPointer().toString();
        return new Malformed((pointer.isEmpty() ? "the whole" : pointer) + " " + what);
    }
}
