package io.driftline.words;

import java.util.List;

/** Files and their records: what reading found. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum ReadingWords implements Words {
    AS_TOLD("detail"),
    NO_HEADER("line"),
    EMPTY_RECORD,
    LETTER("letter"),
    LONG_HEADER("characters", "most"),
    LONG("most"),
    SHORT("letters", "least"),
    NOTHING,
    MANY_RECORDS("most"),
    OTHER_SEGMENT("segment"),
    NAME_UNKNOWN,
    NAME_NEAR("near"),
    NAME_SEVERAL("first", "second"),
    RECORD("record", "name", "fault"),
    RECORD_AT("record", "name", "column", "line", "fault"),
    RECORD_MORE("record", "name", "fault", "others"),
    RECORD_AT_MORE("record", "name", "column", "line", "fault", "others"),
    FILE("name", "fault"),
    FORMAT("format", "advice"),
    TWICE_PACKED,
    XZ_MEMORY,
    CUT_OFF("packing"),
    ZIP_BROKEN,
    ZIP_FILES("most"),
    ZIP_EMPTY,
    ZIP_NO_SEQUENCES("files"),
    TABLE_EXPECTED,
    FALSE_MARK("encoding"),
    ENCODING_UNCLEAR,
    UNPACKED_LARGE("most"),
    MANY_PIECES("most"),
    TABLE_LINES("most"),
    TABLE_COLUMNS("line", "most"),
    TABLE_QUOTE("line"),
    PAIR_COLUMNS("columns"),
    PAIR_CELLS("line", "columns");

    private final List<String> parameters;

    ReadingWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "reading";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
