package io.driftline.sequences;

import java.util.Map;

/**
 * What reading noticed of a record that can be used; it becomes one of the record's warnings.
 *
 * @param key by which a page says it in its own language
 * @param params what the words need
 * @param message the English sentence
 */
public record Remark(String key, Map<String, Object> params, String message) {
    public Remark {
        params = Map.copyOf(params);
    }
}
