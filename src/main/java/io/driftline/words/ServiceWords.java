package io.driftline.words;

import java.util.List;

/** Models, workers and the database: what the service can do at the moment. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum ServiceWords implements Words {
    DATABASE_AWAY,
    DATABASE_BUSY,
    DATABASE_UNUSABLE,
    NO_ROOM,
    MODELS_LISTED,
    MODELS_TO_CHOOSE,
    ENCODINGS_TO_CHOOSE,
    CHOOSE_ONE("offered"),
    MODELS_NOT_LOADED,
    NO_EARLIER_VERSION,
    VERSION_RETIRED,
    VERSION_NOT_SERVED("serving", "workers"),
    VERSION_TAKEN("name", "version"),
    VERSIONS_LISTED,
    ARCHIVE_LARGE,
    EXAMINING,
    REPOSITORY_FIXED("status"),
    NO_WORKER_CAN,
    NO_WORKER_EXAMINES,
    NO_WORKER;

    private final List<String> parameters;

    ServiceWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "service";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
