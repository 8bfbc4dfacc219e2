package io.driftline.words;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something to say, before it is put into words: whoever says it need not know the language of who reads it.
 *
 * @param key of its sentence
 * @param params what the sentence leaves open: text, numbers, messages, and lists of these
 */
public record Message(String key, Map<String, Object> params) {
    public Message {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** As it was stored or sent. */
    public static Message of(JsonObject json) {
        Map<String, Object> params = new LinkedHashMap<>();
        json.getJsonObject("params", new JsonObject()).forEach(param -> params.put(param.getKey(), read(param)));
        return new Message(json.getString("key"), params);
    }

    private static Object read(Map.Entry<String, Object> param) {
        return param.getValue() instanceof JsonObject message && message.containsKey("key")
                ? of(message)
                : param.getValue();
    }

    /** {@code {key, params}}, for those who put it into words themselves. */
    public JsonObject toJson() {
        return new JsonObject().put("key", key).put("params", paramsJson());
    }

    /** The parameters alone. */
    public JsonObject paramsJson() {
        var json = new JsonObject();
        params.forEach((name, value) -> json.put(name, plain(value)));
        return json;
    }

    private static Object plain(Object value) {
        if (value instanceof Message message) {
            return message.toJson();
        }
        if (value instanceof List<?> list) {
            return new JsonArray(list.stream().map(Message::plain).toList());
        }
        return value instanceof Number ? value : String.valueOf(value);
    }

    /** For logs, the command line, and beside the key where it is stored. */
    public String english() {
        return Language.ENGLISH.text(this);
    }
}
