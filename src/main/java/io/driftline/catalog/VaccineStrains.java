package io.driftline.catalog;

import io.driftline.config.StartException;
import io.driftline.input.headers.StrainHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The vaccine viruses that WHO recommends at present, grown in eggs and in cells: the sequences of some may not be shipped,
 * and a panel lacks them until its operator adds them.
 */
final class VaccineStrains {
    private static final String LISTED = "/panel/vaccine-strains.csv";
    private static final Pattern EGG = Pattern.compile("(?i)(?:.*[^a-z])?(?:e|egg|eggs|am|al|spf)(?:[^a-z].*)?");

    private VaccineStrains() {}

    /** Those of which no record has strain and passage; one without a passage counts as grown in cells. */
    static List<Panel.Missing> missingIn(Collection<String> headers) {
        var there = new HashSet<String>();
        for (var header : headers) {
            var read = StrainHeader.of(header);
            var passage = Optional.ofNullable(read.passage()).orElse("");
            there.add(key(
                    Optional.ofNullable(read.strain()).orElse(header),
                    EGG.matcher(passage).matches()));
        }
        return listed().stream()
                .filter(each -> !there.contains(key(each.name(), each.passage().equals("egg"))))
                .toList();
    }

    private static String key(String name, boolean egg) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9/]", "").replaceAll("/0+", "/") + (egg ? " egg" : "");
    }

    private static List<Panel.Missing> listed() {
        try (var in = Objects.requireNonNull(VaccineStrains.class.getResourceAsStream(LISTED), LISTED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new Panel.Missing(cells[0], cells[1], cells[2], cells[3]))
                    .toList();
        } catch (IOException unreadable) {
            throw new StartException(
                    "The list of vaccine strains cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
