package io.driftline.api.answer;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One of the things that a header such as {@code Accept-Language: zh, en;q=0.5} asks for. Anybody can send anything
 * there, so it is read in one pass, and only its beginning.
 *
 * @param name in lower case
 * @param weight in thousandths; 0 if it is not wanted, or cannot be understood
 */
record Preference(String name, int weight) {
    private static final int MOST = 50;
    private static final int WHOLE = 1_000;
    private static final int LONGEST_WEIGHT = "0.999".length();

    /** All of a request's headers of this name. */
    static List<Preference> of(HttpServerRequest request, CharSequence header) {
        var items = String.join(",", request.headers().getAll(header)).split(",", MOST + 1);
        return Arrays.stream(items).limit(MOST).map(Preference::one).toList();
    }

    private static Preference one(String item) {
        int semicolon = item.indexOf(';');
        return semicolon < 0
                ? new Preference(item.strip().toLowerCase(Locale.ROOT), WHOLE)
                : new Preference(
                        item.substring(0, semicolon).strip().toLowerCase(Locale.ROOT),
                        weight(item.substring(semicolon + 1).strip()));
    }

    /** Of {@code q=0.5}. */
    private static int weight(String parameter) {
        var text = parameter.length() > 2 && parameter.regionMatches(true, 0, "q=", 0, 2) ? parameter.substring(2) : "";
        if (text.isEmpty() || text.length() > LONGEST_WEIGHT || !text.matches("[01](\\.[0-9]*)?")) {
            return 0;
        }
        return (int) Math.min(WHOLE, Math.round(Double.parseDouble(text) * WHOLE));
    }
}
