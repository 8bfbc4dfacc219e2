package io.driftline.words;

import java.util.List;

/** What a file of a result says of its own figures. */
public enum FileWords implements Words {
    PREDICTIONS,
    DISTANCES,
    PROBABILITY,
    VERDICTS,
    RECORDS,
    CLADES,
    FERRET_ESCAPE,
    UNCOMPARED;

    @Override
    public String room() {
        return "file";
    }

    @Override
    public List<String> parameters() {
        return List.of();
    }
}
