package io.driftline.input.headers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The segment, other than that of HA, that a record is of: where its header names one and its length is that segment's. Neither
 * would do alone, for NA is also what some programs write for nothing, and PA a place.
 */
public enum OtherSegment {
    // Lengths of A/Puerto Rico/8/1934 (GenBank NC_002016 to NC_002023), of NA of the longest kinds.
    PB2(1, "PB2", 2_341, 759, 0),
    PB1(2, "PB1", 2_341, 757, 0),
    PA(3, "PA", 2_233, 716, 0),
    NP(5, "NP", 1_565, 498, 0),
    NA(6, "NA", 1_467, 470, 0),
    M(7, "M MP M1 M2", 1_027, 252, 97),
    NS(8, "NS NS1 NS2 NEP", 890, 230, 121);

    private static final int OF_HA = 4;
    private static final Pattern PARTS = Pattern.compile("[|_\\s()\\[\\],;:=]+");
    private static final Pattern SEGMENT =
            Pattern.compile("\\bsegment[\\s_:=]*([1-8])(?![0-9])", Pattern.CASE_INSENSITIVE);
    private static final Pattern HA = Pattern.compile(
            "(?:^|[|_\\s()\\[\\],;:=])HA(?:$|[|_\\s()\\[\\],;:=])|ha?emagglutinin(?!-)", Pattern.CASE_INSENSITIVE);
    private static final double SHORTEST = 0.85;
    private static final int BASES_BEYOND = 60;
    private static final int RESIDUES_BEYOND = 10;
    private static final double BASES_SHARE = 0.9;

    private final int number;
    private final String names;
    private final int bases;
    private final int residues;
    private final int residuesOfSecond;

    /** @param residuesOfSecond of a second protein; 0 if there is none */
    OtherSegment(int number, String names, int bases, int residues, int residuesOfSecond) {
        this.number = number;
        this.names = names;
        this.bases = bases;
        this.residues = residues;
        this.residuesOfSecond = residuesOfSecond;
    }

    /** Empty where it may be HA: not every header says what it is of. */
    public static Optional<OtherSegment> of(String header, String letters) {
        var named = named(header);
        return named.stream().filter(segment -> segment.fits(letters)).findFirst();
    }

    private static Set<OtherSegment> named(String header) {
        var number = SEGMENT.matcher(header);
        var found = EnumSet.noneOf(OtherSegment.class);
        if (HA.matcher(header).find()) {
            return found;
        }
        if (number.find()) {
            int said = Integer.parseInt(number.group(1));
            Arrays.stream(values()).filter(each -> each.number == said).forEach(found::add);
            return said == OF_HA ? EnumSet.noneOf(OtherSegment.class) : found;
        }
        for (String part : PARTS.split(header, -1)) {
            var name = part.toUpperCase(Locale.ROOT);
            Arrays.stream(values()).filter(each -> each.isCalled(name)).forEach(found::add);
        }
        return found;
    }

    private boolean isCalled(String name) {
        return !name.isEmpty() && (" " + names + " ").contains(" " + name + " ");
    }

    private boolean fits(String letters) {
        long known =
                letters.chars().filter(letter -> Character.isLetter(letter)).count();
        long asBases = letters.chars()
                .filter(letter -> "ACGTUNacgtun".indexOf(letter) >= 0)
                .count();
        if (asBases >= BASES_SHARE * known) {
            return isAbout(known, bases, BASES_BEYOND);
        }
        return isAbout(known, residues, RESIDUES_BEYOND)
                || (residuesOfSecond > 0 && isAbout(known, residuesOfSecond, RESIDUES_BEYOND));
    }

    private static boolean isAbout(long letters, int length, int beyond) {
        return letters >= SHORTEST * length && letters <= length + beyond;
    }
}
