package io.driftline.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 10 s}, {@code PT10S}, {@code 8 MiB}. */
final class Quantities {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, ChronoUnit> TIMES = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "min", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Quantities() {}

    static Optional<Duration> duration(String text) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (amount.matches() && TIMES.containsKey(amount.group(2))) {
            return Optional.of(Duration.of(Long.parseLong(amount.group(1)), TIMES.get(amount.group(2))));
        }
        try {
            return Optional.of(Duration.parse(text.strip()));
        } catch (DateTimeParseException notIso) {
            return Optional.empty();
        }
    }

    static Optional<Integer> bytes(String text) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches() || !SIZES.containsKey(amount.group(2))) {
            return Optional.empty();
        }
        double size = (double) Long.parseLong(amount.group(1)) * SIZES.get(amount.group(2));
        return size > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) size);
    }
}
