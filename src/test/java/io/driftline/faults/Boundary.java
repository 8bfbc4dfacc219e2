package io.driftline.faults;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The boundaries at which gateway and worker can be stopped, with the numbers that they once had. */
enum Boundary {
    BODY_READ(1),
    SUBMITTED_NOT_COMMITTED(2),
    SUBMISSION_COMMITTED(3),
    ACCEPTED_NOT_ANSWERED(4),
    ACCEPTED_ANSWERED(5),
    QUEUED_NOT_CLAIMED(6),
    CLAIMED_NOT_STAGED(7),
    STAGED_NOT_POSTED(8),
    WORKER_ANSWERED(9),
    WORKER_TOOK_IT(10),
    ANSWER_UNDERSTOOD(11),
    NOT_PUBLISHED(12),
    PUBLISHED_NOT_NOTED(13),
    CONFIRMED_AND_NOTED(14),
    DELIVERED_NOT_APPLIED(15),
    APPLIED_NOT_COMMITTED(16),
    COMMITTED_NOT_TOLD(17),
    TOLD_NOT_ACKNOWLEDGED(18),
    ACKNOWLEDGED(19),
    ANNOUNCEMENT_RECEIVED(20),
    EVENTS_READ_NOT_SENT(21),
    DRAINING(22),
    SESSION_RENEWED_NO_COOKIE(23),
    NETWORK_RUNS(24),
    CHECK_RUNS(25),
    MIGRATION_DONE_NOT_NOTED(30);

    private static final Pattern NUMBER = Pattern.compile("\\bK(\\d{2})\\b");

    private final int number;

    Boundary(int number) {
        this.number = number;
    }

    /** An experiment's name, in which each number of a boundary, such as {@code K07}, has become its name. */
    static String resolve(String experiment) {
        return NUMBER.matcher(experiment)
                .replaceAll(number -> named(Integer.parseInt(number.group(1)), number.group()));
    }

    private static String named(int number, String otherwise) {
        return Arrays.stream(values())
                .filter(boundary -> boundary.number == number)
                .map(Boundary::name)
                .findFirst()
                .orElse(otherwise);
    }
}
