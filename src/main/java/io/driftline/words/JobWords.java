package io.driftline.words;

import java.util.List;

/** Predictions: what is asked for, kept, shared and told of them. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum JobWords implements Words {
    NOT_FOUND,
    NO_RECORD("number"),
    NO_REFERENCE("number"),
    NO_RESULT,
    NOT_ALIGNED,
    SHARE_GONE,
    NOT_SHARED,
    VISITS,
    PAIR_COUNT("records"),
    FIELD_COUNT("field", "records"),
    FEW_RECORDS("least", "records"),
    MANY_RECORDS("records", "most"),
    MANY_HA_RECORDS("records", "most"),
    MANY_WITH_REFERENCES("records", "most"),
    MANY_PAIRS("most"),
    NO_PAIR,
    ONE_TABLE("tables"),
    BATCH_OF_PAIR,
    BATCH_MODE("batch", "mode"),
    MODE_NEEDS("mode", "field"),
    MODE_WITHOUT("mode", "field", "instead"),
    PAIR("pair", "fault"),
    PAIR_LINE("pair", "line", "fault"),
    STATED_TWICE("pair", "record", "first", "second"),
    NAMED_NEAR("name", "near"),
    NAMED_NONE("name"),
    NAMED_SEVERAL("name", "first", "second"),
    PANEL_UNKNOWN,
    PANEL_NOT_FOUND,
    PANEL_NAME_TAKEN,
    PANELS_MOST("most"),
    PANEL_STRAINS("strains", "most"),
    PANEL_NAME_EMPTY,
    KEY_TAKEN,
    KEY_DELETED,
    OPEN_MOST("most"),
    QUEUE_FULL,
    KEPT_MOST("jobs", "most", "days"),
    KEPT_BYTES("used", "most", "days"),
    PAIRS_DAY("asked", "most", "used", "minutes"),
    EARLIER_WAITS,
    DELETED_UNSTAGED,
    OFFSET,
    NODE_STREAMS,
    STREAMS_OPEN("most");

    private final List<String> parameters;

    JobWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "jobs";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
