package io.driftline.database;

import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLBatchException;
import io.vertx.sqlclient.DatabaseException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a failure of the database means, by its error code and SQLSTATE: the one place that knows which faults pass by
 * themselves. In a batch the fault that passes soonest speaks for all: the others may only follow from it.
 */
enum Fault {
    /** Another transaction was in the way; the same work may be done at once. */
    LOST_RACE,
    /** Another transaction holds the row, and has for longer than is waited for it. */
    HELD,
    /** Gone, stopping, or too many connections. */
    AWAY,
    /** The statement was stopped because it took too long, or by somebody. */
    TOO_SLOW,
    /** Disk, table space or quota has no room. */
    FULL,
    /** There, but not as it must be: read-only, without a right or a table. Values have no part in it. */
    UNUSABLE,
    /** A unique key has this value already. */
    DUPLICATE,
    /** A foreign key keeps the row, or misses one. */
    REFERRED_TO,
    /** It would refuse these values every time: too long, out of range, no JSON, against a check. */
    VALUES,
    UNKNOWN;

    private static final Set<Integer> LOST_RACES = Set.of(1020, 1213, 1412, 1615);
    private static final Set<Integer> HELD_ROWS = Set.of(1205, 3572);
    private static final Set<Integer> ENDINGS = Set.of(1028, 1317, 1969, 3024, 3169);
    private static final Set<Integer> OUTAGES = Set.of(
            1037, 1038, 1040, 1041, 1042, 1043, 1047, 1053, 1129, 1135, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226,
            1461, 1927, 4031);
    /** InnoDB cannot tell a row's number when the page that it reads it from cannot be written: 1467. */
    private static final Set<Integer> WITHOUT_ROOM = Set.of(1021, 1114, 1115, 1197, 1467, 3019);

    private static final Set<Integer> UNFIT =
            Set.of(1044, 1045, 1049, 1054, 1142, 1143, 1146, 1194, 1195, 1227, 1290, 1712, 1792, 1836);
    private static final Set<Integer> DUPLICATES = Set.of(1022, 1062, 1169, 1586);
    private static final Set<Integer> REFERENCES = Set.of(1216, 1217, 1451, 1452);
    private static final Set<Integer> IMPOSSIBLE_VALUES =
            Set.of(1104, 1118, 1153, 1162, 1301, 1366, 1406, 3140, 3141, 3156, 3819, 4025);

    private static final Map<Fault, Set<Integer>> CODES = Map.of(
            LOST_RACE, LOST_RACES,
            HELD, HELD_ROWS,
            AWAY, OUTAGES,
            TOO_SLOW, ENDINGS,
            FULL, WITHOUT_ROOM,
            UNUSABLE, UNFIT,
            DUPLICATE, DUPLICATES,
            REFERRED_TO, REFERENCES,
            VALUES, IMPOSSIBLE_VALUES);

    private static final Map<String, Fault> STATES =
            Map.of("08", AWAY, "22", VALUES, "23", VALUES, "28", UNUSABLE, "40", LOST_RACE);

    /** Both servers tell a full disk in several ways, but always with the operating system's number or words. */
    private static final Pattern NO_SPACE = Pattern.compile("(?i)err(no|code|or):? (28|122)\\b|no space left");

    /** Empty for what was never a failure of the database, such as a refusal of ours within a transaction. */
    static Optional<Fault> of(Throwable failure) {
        if (failure instanceof MySQLBatchException batch) {
            return Optional.of(batch.getIterationError().values().stream()
                    .flatMap(each -> of(each).stream())
                    .min(Comparator.naturalOrder())
                    .orElse(UNKNOWN));
        }
        if (failure instanceof DatabaseException told) {
            return Optional.of(told(told));
        }
        // The client tells lost connections and waits that took too long as these.
        boolean isAway =
                failure instanceof VertxException || !(failure instanceof RuntimeException || failure instanceof Error);
        return isAway ? Optional.of(AWAY) : Optional.empty();
    }

    private static Fault told(DatabaseException failure) {
        return CODES.entrySet().stream()
                .filter(known -> known.getValue().contains(failure.getErrorCode()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> byState(failure));
    }

    private static Fault byState(DatabaseException failure) {
        var state = String.valueOf(failure.getSqlState());
        var kind = STATES.getOrDefault(state.substring(0, Math.min(2, state.length())), UNKNOWN);
        // Only of codes that are not known by themselves: the others may repeat what a user wrote.
        return kind == UNKNOWN
                        && NO_SPACE.matcher(String.valueOf(failure.getMessage()))
                                .find()
                ? FULL
                : kind;
    }
}
