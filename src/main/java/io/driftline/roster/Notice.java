package io.driftline.roster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself: {@code worker-announcement.json} is one.
 *
 * @param address the base address at which it is called
 * @param said {@code id}, {@code version}, {@code slots} and {@code models}, as operators are shown them
 * @param at by its clock
 * @param nonce said once
 */
record Notice(String address, State state, JsonObject said, Instant at, String nonce) {
    /** A redirect, a path or credentials would lead a gateway's call elsewhere, so an address has none. */
    private static final Pattern ADDRESS = Pattern.compile(
            "https?://(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200})|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E](?:[\\x20-\\x7E]{0,98}[\\x21-\\x7E])?");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final int MOST_MODELS = 200;
    private static final int MOST_PLACES = 100_000;

    /** Whether it takes jobs, only ends those it has, or is no more. */
    enum State {
        SERVING,
        LEAVING,
        GONE;

        /** As workers say it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing or cannot be */
    static Notice of(JsonObject json) {
        var models = new JsonArray();
        list(json).forEach(each -> models.add(model(each)));
        return new Notice(
                text(json, "url", ADDRESS, "http:// or https://, a host and a port, such as http://worker-3:8090"),
                state(json.getValue("state")),
                new JsonObject()
                        .put("id", text(json, "id", ID, "1 to 100 characters of ASCII"))
                        .put("version", text(json, "version", NAME, "a version"))
                        .put("slots", number(json, "slots", MOST_PLACES))
                        .put("models", models),
                Instant.ofEpochMilli(number(json, "at", Long.MAX_VALUE)),
                text(json, "nonce", NONCE, "16 to 64 letters, digits, \"_\" and \"-\""));
    }

    /** Of its address: a name, or an IP address without brackets. */
    String host() {
        var place = address.substring(address.indexOf("://") + 3);
        return place.startsWith("[") ? place.substring(1, place.indexOf(']')) : place.replaceFirst(":[0-9]+$", "");
    }

    private static JsonArray list(JsonObject json) {
        if (!(json.getValue("models") instanceof JsonArray models) || models.size() > MOST_MODELS) {
            throw wrong("models", "a list of " + MOST_MODELS + " at most");
        }
        return models;
    }

    private static JsonObject model(@Nullable Object each) {
        if (!(each instanceof JsonObject model)) {
            throw wrong("models", "a list of objects with name and version");
        }
        return new JsonObject()
                .put("name", text(model, "name", NAME, "a model's name"))
                .put("version", text(model, "version", NAME, "a model's version"));
    }

    private static State state(@Nullable Object said) {
        for (var each : State.values()) {
            if (each.label().equals(said)) {
                return each;
            }
        }
        throw wrong("state", "serving, leaving or gone");
    }

    private static String text(JsonObject json, String field, Pattern form, String right) {
        if (!(json.getValue(field) instanceof String text)
                || !form.matcher(text).matches()) {
            throw wrong(field, right);
        }
        return text;
    }

    private static long number(JsonObject json, String field, long most) {
        if (!(json.getValue(field) instanceof Number number)
                || number.longValue() != number.doubleValue()
                || number.longValue() < 0
                || number.longValue() > most) {
            throw wrong(field, "a whole number from 0 to " + most);
        }
        return number.longValue();
    }

    private static IllegalArgumentException wrong(String field, String right) {
        return new IllegalArgumentException(field + " must be " + right);
    }
}
