package io.driftline.input.headers;

import io.driftline.sequences.SequenceRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names one or a few letters off an unknown one, by edit distance. What that may cost is bounded, whatever is asked. */
final class NearestNames {
    /** Of a list with more unknown names, the later ones are told without a guess. */
    private static final int MOST_ASKED = 100;

    private static final int MOST_RECORDS = 5_000;
    private static final int LONGEST = 80;

    /** More letters off than a quarter of the name, and it is another name. */
    private static final int SHARE = 4;

    private static final int MOST_OFF = 4;

    private record Candidate(String shown, String key) {}

    private final List<SequenceRecord> records;
    private List<Candidate> candidates = List.of();
    private int asked;

    NearestNames(List<SequenceRecord> records) {
        this.records = records;
    }

    Optional<String> to(String name) {
        if (asked++ >= MOST_ASKED) {
            return Optional.empty();
        }
        if (candidates.isEmpty()) {
            candidates = records.stream()
                    .limit(MOST_RECORDS)
                    .map(record -> StrainHeader.of(record.name()).shown())
                    .distinct()
                    .filter(shown -> shown.length() <= LONGEST)
                    .map(shown -> new Candidate(shown, key(shown)))
                    .toList();
        }
        var wanted = key(StrainHeader.of(name).shown());
        return wanted.length() > LONGEST ? Optional.empty() : nearest(wanted);
    }

    private Optional<String> nearest(String wanted) {
        int off = Math.min(MOST_OFF, wanted.length() / SHARE) + 1;
        Optional<String> found = Optional.empty();
        for (var each : candidates) {
            int own = distance(wanted, each.key(), off);
            if (own < off) {
                off = own;
                found = Optional.of(each.shown());
            }
        }
        return found;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Letters added, left out or exchanged between two names; {@code enough} if there are as many or more. */
    private static int distance(String a, String b, int enough) {
        if (Math.abs(a.length() - b.length()) >= enough) {
            return enough;
        }
        var above = new int[b.length() + 1];
        Arrays.setAll(above, column -> column);
        for (int row = 1; row <= a.length(); row++) {
            int corner = above[0];
            above[0] = row;
            int least = row;
            for (int column = 1; column <= b.length(); column++) {
                int exchanged = corner + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
                corner = above[column];
                above[column] = Math.min(exchanged, Math.min(above[column], above[column - 1]) + 1);
                least = Math.min(least, above[column]);
            }
            if (least >= enough) {
                return enough;
            }
        }
        return Math.min(enough, above[b.length()]);
    }
}
