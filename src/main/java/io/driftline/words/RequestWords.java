package io.driftline.words;

import java.util.List;

/** Requests as they come in, before anybody asks what they are about. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum RequestWords implements Words {
    AS_TOLD("detail"),
    LINE_TOO_LONG("most"),
    HEADERS_TOO_LARGE("most"),
    NOT_HTTP,
    METHOD_UNKNOWN,
    METHOD_NOT_HERE,
    PATH_ALONE,
    PERCENT,
    HOST_ONCE,
    ONCE("header"),
    HOST_FORM,
    PUBLIC_ADDRESS("address"),
    PUBLIC_PATH("path"),
    CHECK_ADDRESS,
    UNREADABLE,
    SEND_OBJECT,
    SEND_JSON,
    SEND_JSON_OR_FORM("form"),
    SEND_ZIP("type"),
    NO_CONTENT_ENCODING,
    BODY_EMPTY,
    SEVERAL("faults"),
    BODY_FORM,
    BODY_BROKE_OFF,
    BODY_TOO_LARGE("most"),
    BODY_TOO_SLOW,
    MANY_LARGE,
    FORM_BROKE_OFF,
    FORM_PARTS("most"),
    FIELD_UNKNOWN("field"),
    FIELD_MISSING("field"),
    FIELD_TWICE,
    FIELD_NO_FORM("field"),
    FIELD_FORM("field"),
    FIELD_INVALID("field", "detail"),
    BODY_NO_FORM,
    BODY_INVALID("detail"),
    JSON_NEAR("line", "column"),
    JSON_DEEP("most"),
    JSON_AFTER,
    JSON_NUMBER,
    JSON_SURROGATE,
    LIST_LONG("most"),
    STRAYS("most"),
    TEXT_LONG("most"),
    PART_AWAY,
    INTERNAL,
    ARCHIVE_LENGTH,
    ARCHIVE_LARGE("most"),
    DEAD_LETTERS_LISTED;

    private final List<String> parameters;

    RequestWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "request";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
