package io.driftline.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many jobs each worker would take right now, as far as this gateway knows. A guess that only saves refusals:
 * the worker itself decides.
 */
final class WorkerRoom {
    private final Map<String, Integer> room = new LinkedHashMap<>();
    private final Map<String, Integer> posting = new LinkedHashMap<>();

    WorkerRoom(List<String> workers) {
        workers.forEach(worker -> {
            room.put(worker, 0);
            posting.put(worker, 0);
        });
    }

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
        int others = posting.merge(worker, -1, Integer::sum);
        room.put(worker, Math.max(0, said - others));
    }

    /** The place was not used. */
    void giveBack(String worker) {
        posting.merge(worker, -1, Integer::sum);
        room.merge(worker, 1, Integer::sum);
    }

    /** The worker took nothing, or nobody knows. */
    void none(String worker) {
        posting.merge(worker, -1, Integer::sum);
        room.put(worker, 0);
    }

    /** A job of this worker has ended. */
    void freed(String worker) {
        room.computeIfPresent(worker, (address, places) -> places + 1);
    }

    /** The worker answers: one job will tell how many it takes. */
    void probe(String worker) {
        room.computeIfPresent(worker, (address, places) -> Math.max(places, 1));
    }

    void gone(String worker) {
        room.computeIfPresent(worker, (address, places) -> 0);
    }
}
