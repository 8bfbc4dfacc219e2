package io.driftline.faults.crowd;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Who was refused, when they asked, and how long that took. */
public final class Refusals {
    private final List<Refusal> all = new CopyOnWriteArrayList<>();

    private record Refusal(Person person, long askedAt, long millis) {}

    void add(Person person, long millis) {
        all.add(new Refusal(person, System.currentTimeMillis() - millis, millis));
    }

    public int count() {
        return all.size();
    }

    /** Of those who asked at that time or later. */
    public Duration slowest(long askedSince) {
        return Duration.ofMillis(all.stream()
                .filter(each -> each.askedAt >= askedSince)
                .mapToLong(Refusal::millis)
                .max()
                .orElse(0));
    }

    /** How often the one was refused who was so most often but for one. */
    public long ofTheSecond() {
        return all.stream().collect(Collectors.groupingBy(Refusal::person, Collectors.counting())).values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(1)
                .findFirst()
                .orElse(0L);
    }
}
