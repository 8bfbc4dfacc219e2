package io.driftline.faults;

import java.util.ArrayList;
import java.util.List;

/** What a check found wrong, by the invariant that it breaks. */
final class Findings {
    private static final int MOST_TOLD = 8;

    private final List<String> faults = new ArrayList<>();
    int accepted;
    int ended;
    int lost;
    int duplicated;
    int foreign;
    int reruns;
    int failed;
    final List<Long> takeoverMillis = new ArrayList<>();

    void lost(String job, String how) {
        lost++;
        add("I1 " + job + " " + how);
    }

    void duplicated(String what) {
        duplicated++;
        add("I3 " + what);
    }

    void foreign(String what) {
        foreign++;
        add("I4 " + what);
    }

    void add(String fault) {
        faults.add(fault);
    }

    boolean none() {
        return faults.isEmpty();
    }

    /** The first few. */
    List<String> told() {
        return faults.size() <= MOST_TOLD
                ? List.copyOf(faults)
                : List.copyOf(faults.subList(0, MOST_TOLD)).stream()
                        .map(String::toString)
                        .toList();
    }

    int count() {
        return faults.size();
    }
}
