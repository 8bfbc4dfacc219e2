package io.driftline.input.headers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a word of a FASTA header is: one table, the same in JavaScript ({@code headers/words.js}) and Python ({@code
 * headers/words.py}). Words are short, and no pattern can be read in more than a few ways, so that text of users costs no
 * more than its length.
 */
final class HeaderWords {
    static final String BLANKS = " \t\u00a0\u3000\ufeff";

    private static final int LONGEST = 60;
    private static final Pattern ID = Pattern.compile(
            "EPI_ISL_[0-9]+|EPI[0-9]+|[A-Z]{1,2}[0-9]{5,8}(?:\\.[0-9]{1,2})?|[A-Z]{3}[0-9]{5,7}(?:\\.[0-9]{1,2})?"
                    + "|[ANXYW][CGMPRTZ]_[0-9]{6,9}(?:\\.[0-9]{1,2})?");
    private static final Pattern DATE = Pattern.compile("(?:19|20)[0-9]{2}(?:[-/](?:[0-9]{1,2}|XX|[A-Z][a-z]{2})){0,2}"
            + "|[0-9]{1,2}-[A-Z][a-z]{2}-(?:19|20)[0-9]{2}");
    private static final Pattern SUBTYPE =
            Pattern.compile("(?:INFLUENZA)?(?:A/?)?\\(?H(1[0-9]|[1-9])(?:N(1[01]|[1-9]|X))?\\)?(\\(?PDM(?:09)?\\)?)?");
    private static final Pattern PANDEMIC = Pattern.compile("\\(?(?:PDM(?:09)?|2009PDM|PANDEMIC)\\)?");
    private static final Pattern LINEAGE_OF_B =
            Pattern.compile("(?:B[-/]?)?(?:(VIC(?:TORIA)?)|YAM(?:AGATA)?)(?:-?LIKE|-?LINEAGE)?");
    private static final Pattern PART =
            Pattern.compile("PB[12]|PB1-F2|PA|PA-X|HA[0-9]?|H|NP|NA|MP|M[12]?|NS[12]?|NEP|HE|[1-8]|MIXED|V");
    private static final String SEED = "(?:NYMC|IVR|NIBRG|NIB|RESVIR|IDCDC|CNIC|CVR|BVR|CBER|CDC|SJRG|SAN|BX|RG|PR8|X)";
    /** Vaccine strains and reassortants: IVR-165, X-179A, NIB-104, NYMC, PR8-IDCDC-RG6. */
    private static final Pattern VACCINE = Pattern.compile("NYMC|LIKE|(?:" + SEED + "-?){1,4}[0-9]{2,6}[A-Z]{0,2}|(?:"
            + SEED + "-){1,4}(?:RG-?)?[0-9]{1,6}[A-Z]{0,2}");

    private static final String HOUSE =
            "(?:EGGS?|CELLS?|MDCK|SIAT|VERO|ORIGINAL|CLINICAL|UNPASSAGED|LLC|HCK|SPF|PMK|RHMK|RMK|QMC)";
    private static final String LETTERS = "(?:MX|CK|MK|AM|AL|OR|CS|E|C|M|S|P|X|D)";
    private static final Predicate<String> PASSAGE = Pattern.compile(
                    "(?:" + HOUSE + "(?:X|[0-9]{1,2})?|" + LETTERS + "(?:X|[0-9]{1,2})){1,3}")
            .asMatchPredicate();
    private static final Predicate<String> BESIDE_PASSAGE =
            Pattern.compile(LETTERS + "|[0-9]{1,4}|PASSAGE|SPECIMEN|SAMPLE").asMatchPredicate();
    private static final Pattern BETWEEN_PIECES = Pattern.compile("[^A-Z0-9]+");

    private HeaderWords() {}

    /** What a word can be. */
    enum Kind {
        ID,
        DATE,
        SUBTYPE,
        PANDEMIC,
        LINEAGE,
        PART,
        VACCINE,
        PASSAGE
    }

    /** A word that is known, as what. */
    record Word(Kind kind, String value) {}

    /** What a word or a field of a header is, if that is certain. */
    static Optional<Word> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (ID.matcher(text).matches()) {
            return word(Kind.ID, text);
        }
        if (DATE.matcher(text).matches()) {
            return word(Kind.DATE, text);
        }
        var bare = upper(text.replace(" ", "").replace("_", ""));
        var subtype = SUBTYPE.matcher(bare);
        if (subtype.matches()) {
            var na = subtype.group(2) == null || subtype.group(2).equals("X") ? "" : "N" + subtype.group(2);
            return word(subtype.group(3) == null ? Kind.SUBTYPE : Kind.PANDEMIC, "H" + subtype.group(1) + na);
        }
        if (PANDEMIC.matcher(bare).matches()) {
            return word(Kind.PANDEMIC, "");
        }
        var lineage = LINEAGE_OF_B.matcher(bare);
        if (lineage.matches()) {
            return word(Kind.LINEAGE, lineage.group(1) == null ? "Yamagata" : "Victoria");
        }
        if (PART.matcher(bare).matches()) {
            return word(Kind.PART, text);
        }
        if (VACCINE.matcher(upper(text)).matches()) {
            return word(Kind.VACCINE, text);
        }
        return isPassage(text) ? word(Kind.PASSAGE, text) : Optional.empty();
    }

    private static Optional<Word> word(Kind kind, String value) {
        return Optional.of(new Word(kind, value));
    }

    /** E4/E1, SIAT2/SIAT1, MDCKx, egg: each piece is one of passage or may stand beside one. */
    private static boolean isPassage(String text) {
        List<String> pieces = Arrays.stream(BETWEEN_PIECES.split(upper(text)))
                .filter(piece -> !piece.isEmpty())
                .toList();
        return pieces.stream().anyMatch(PASSAGE) && pieces.stream().allMatch(PASSAGE.or(BESIDE_PASSAGE));
    }

    /** Letters of ASCII alone: others have no upper case that all languages agree on. */
    private static String upper(String text) {
        var raised = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter >= 'a' && letter <= 'z') {
                raised.setCharAt(at, (char) (letter - 'a' + 'A'));
            }
        }
        return raised.toString();
    }

    /** Without what goes at both ends. */
    static String trimmed(String text, String edges) {
        int from = 0;
        int to = text.length();
        while (from < to && edges.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && edges.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
