package io.driftline.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many jobs each worker would take right now, as far as this gateway knows. A guess that only saves refusals:
 * the worker itself decides. A worker is known from when it is seen until it is gone.
 */
final class WorkerRoom {
    private final Map<String, Integer> room = new LinkedHashMap<>();
    private final Map<String, Integer> posting = new LinkedHashMap<>();

    int total() {
        return room.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Takes a place at the worker that has most of them. */
    Optional<String> take() {
        var best = room.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        best.ifPresent(worker -> {
            room.merge(worker, -1, Integer::sum);
            posting.merge(worker, 1, Integer::sum);
        });
        return best;
    }

    /** The worker took the job, and said how many more it would take. */
    void taken(String worker, int said) {
        int others = arrived(worker);
        room.computeIfPresent(worker, (address, places) -> Math.max(0, said - others));
    }

    /** The place was not used. */
    void giveBack(String worker) {
        arrived(worker);
        freed(worker);
    }

    /** The worker took nothing, or nobody knows. */
    void none(String worker) {
        arrived(worker);
        room.computeIfPresent(worker, (address, places) -> 0);
    }

    /** A job of this worker has ended. */
    void freed(String worker) {
        room.computeIfPresent(worker, (address, places) -> places + 1);
    }

    /** The worker answers: one job will tell how many it takes. */
    void seen(String worker) {
        room.merge(worker, 1, Math::max);
    }

    /** The time for which it refused is over, if it is still there. */
    void retry(String worker) {
        room.computeIfPresent(worker, (address, places) -> Math.max(places, 1));
    }

    void gone(String worker) {
        room.remove(worker);
    }

    /** One job less is on its way to it; how many others are. */
    private int arrived(String worker) {
        int others = posting.getOrDefault(worker, 1) - 1;
        if (others == 0) {
            posting.remove(worker);
        } else {
            posting.put(worker, others);
        }
        return others;
    }
}
