package io.driftline.input.pairs;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The subtype that a table or a script states, in the field's spelling. */
public final class SubtypeSpelling {
    /** No subtype is longer; what is cut is no subtype before nor after. */
    private static final int LONGEST = 40;

    /** Letters and figures of {@code A(H3N2)}, {@code A/H3}, {@code A(H1N1)pdm09}. */
    private static final Pattern SUBTYPE = Pattern.compile("A?(H\\d{1,2}(?:N\\d{1,2})?)(?:PDM(?:09)?|V)?");

    /** Of {@code B/Vic}, {@code B Yamagata}, {@code B(Victoria)}. */
    private static final Pattern LINEAGE = Pattern.compile("B?(?:(VIC(?:TORIA)?)|YAM(?:AGATA)?)(?:LINEAGE)?");

    /** Where a haemagglutinin alone is named, the subtype whose models know it. */
    private static final Map<String, String> OF_HA = Map.of("H1", "H1N1", "H3", "H3N2", "H5", "H5N1");

    private SubtypeSpelling() {}

    /** Such as {@code H3N2} or {@code B/Victoria}; what is not understood stays as it is, for whoever needs it to refuse. */
    public static String of(String given) {
        var letters = given.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        var lineage = LINEAGE.matcher(letters);
        if (lineage.matches()) {
            return lineage.group(1) == null ? "B/Yamagata" : "B/Victoria";
        }
        var found = SUBTYPE.matcher(letters);
        if (found.matches()) {
            return OF_HA.getOrDefault(found.group(1), found.group(1));
        }
        var plain = given.strip();
        return plain.substring(
                0, plain.offsetByCodePoints(0, Math.min(LONGEST, plain.codePointCount(0, plain.length()))));
    }
}
