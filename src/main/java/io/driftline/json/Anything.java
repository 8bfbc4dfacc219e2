package io.driftline.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A value that nothing is known of but that it is small. */
final class Anything {
    private static final int MOST_TOKENS = 1_000;
    private static final int MOST_LETTERS = 4_000;

    private Anything() {}

    static void skip(JsonParser json) throws IOException {
        int depth = 0;
        for (int tokens = 1; ; tokens++) {
            var token = json.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (tokens > MOST_TOKENS || (token == JsonToken.VALUE_STRING && json.getTextLength() > MOST_LETTERS)) {
                throw Malformed.at(json, "is larger than a field may be that nobody knows");
            }
            if (depth == 0) {
                return;
            }
            json.nextToken();
        }
    }
}
