package io.driftline.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sentences of one room, by constants; what each says in which language stands in {@code words/} of the resources. */
public sealed interface Words
        permits AccountWords, FileWords, FormatWords, JobWords, MailWords, ReadingWords, RequestWords, ServiceWords {
    /** The first part of its keys. */
    String room();

    /** What its sentences leave open, in the order in which {@link #message} takes them. */
    List<String> parameters();

    /** An enum's own. */
    String name();

    /** Such as {@code reading.too-long}: the name that is stored, sent and translated, and never changed. */
    default String key() {
        return room() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Fails with {@link IllegalArgumentException} if there is not one value for each parameter. */
    default Message message(Object... values) {
        if (values.length != parameters().size()) {
            throw new IllegalArgumentException(key() + " takes " + parameters());
        }
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            params.put(parameters().get(i), values[i]);
        }
        return new Message(key(), params);
    }
}
