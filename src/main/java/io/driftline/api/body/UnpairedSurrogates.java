package io.driftline.api.body;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Halves of UTF-16 pairs, which JSON can spell and UTF-8 cannot, so that nothing could be stored or answered with them. */
public final class UnpairedSurrogates {
    private UnpairedSurrogates() {}

    /** Fails with MALFORMED_JSON if there is a half anywhere in a value. */
    public static void require(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            object.forEach(field -> require(field.getValue()));
        } else if (value instanceof JsonArray list) {
            list.forEach(UnpairedSurrogates::require);
        } else if (value instanceof String text && hasHalf(text)) {
            throw ServiceException.of(ProblemType.MALFORMED_JSON, RequestWords.JSON_SURROGATE.message());
        }
    }

    /** The text with a question mark for each half, as cutting can leave one at an end. */
    public static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean hasHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
