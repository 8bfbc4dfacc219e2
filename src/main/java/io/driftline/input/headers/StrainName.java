package io.driftline.input.headers;

import io.driftline.input.headers.HeaderWords.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The name of a strain within a field of a FASTA header, with what else that field says.
 *
 * @param year the last field of the strain
 */
record StrainName(String strain, String shown, int year, boolean sure, List<Word> words, List<String> rest) {
    private static final int LONGEST = 100;
    private static final int TRIES = 8;
    private static final Pattern BLANK = Pattern.compile("[" + HeaderWords.BLANKS + "]+");
    private static final String TYPES = "ABCDabcd";
    /** Strains that are written with a year of two digits and no number. */
    private static final Set<String> OLD = Set.of("ws", "wsn", "nws", "pr8", "lee", "fm1");
    /** Influenza was first isolated in 1930, so two digits below that are of this century. */
    private static final int FIRST_ISOLATED = 30;

    /** Behind the year, and the year. */
    private record End(int at, int year) {}

    /** The first that looks like a strain: type, place, number, year. */
    static Optional<StrainName> in(String text) {
        int tries = 0;
        for (int slash = text.indexOf('/'); slash > 0 && tries < TRIES; slash = text.indexOf('/', slash + 1)) {
            if (beginsAt(text, slash - 1)) {
                tries++;
                var end = endOf(text, slash);
                if (end.isPresent()) {
                    return around(text, slash - 1, end.get());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean beginsAt(String text, int type) {
        return has(TYPES, text.charAt(type)) && (type == 0 || has(StrainSurroundings.BEFORE, text.charAt(type - 1)));
    }

    /** The first field after the second that is a year and no more; a whole field is one only if no other follows. */
    private static Optional<End> endOf(String text, int slash) {
        Optional<End> followed = Optional.empty();
        int fields = 1;
        var first = "";
        for (int from = slash + 1; from <= text.length() && from - slash < LONGEST; fields++) {
            int next = text.indexOf('/', from);
            int to = next < 0 ? text.length() : next;
            if (to == from) {
                break;
            }
            first = fields == 1 ? text.substring(from, to).toLowerCase(Locale.ROOT) : first;
            int start = pastBlanks(text, from);
            int at = pastDigits(text, start);
            boolean dated = fields > 1 && (at - start == 4 || fields > 2 || OLD.contains(first));
            int year = dated ? yearOf(text.substring(start, at)) : 0;
            if (year > 0 && next >= 0 && pastBlanks(text, at) == to) {
                followed = Optional.of(new End(at, year));
            } else if (year > 0 && endsYear(text, at)) {
                return Optional.of(new End(isVariant(text, at) ? at + 1 : at, year));
            }
            from = to + 1;
        }
        return followed;
    }

    private static int pastBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && has(HeaderWords.BLANKS, text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int pastDigits(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < 5 && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Of two or four digits; 0 for what is no year. */
    private static int yearOf(String digits) {
        if (digits.length() == 2) {
            int year = Integer.parseInt(digits);
            return year + (year < FIRST_ISOLATED ? 2000 : 1900);
        }
        boolean fits = digits.length() == 4 && (digits.startsWith("19") || digits.startsWith("20"));
        return fits ? Integer.parseInt(digits) : 0;
    }

    private static boolean endsYear(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        char next = text.charAt(at);
        if (next == '\'' || has(StrainSurroundings.ENDS_WORD, next)) {
            return true;
        }
        boolean last = at + 1 == text.length();
        if (next == '-') {
            return !last && !isDigit(text.charAt(at + 1)) && !has(StrainSurroundings.BETWEEN, text.charAt(at + 1));
        }
        return isVariant(text, at)
                && (last || has(StrainSurroundings.BETWEEN + StrainSurroundings.OPEN, text.charAt(at + 1)));
    }

    /** A virus of swine found in people has a v behind its year. */
    private static boolean isVariant(String text, int at) {
        return at < text.length() && has("vV", text.charAt(at));
    }

    private static Optional<StrainName> around(String text, int from, End end) {
        int open = StrainSurroundings.depth(text, from, end.at());
        int at = open > 0 ? Math.min(text.length(), StrainSurroundings.closing(text, end.at(), open) + 1) : end.at();
        if (at - from > LONGEST) {
            return Optional.empty();
        }
        var around = new StrainSurroundings(written(text.substring(from, at)));
        around.readBehind(text, at);
        around.readBefore(text.substring(0, from));
        return Optional.of(around.name(end.year()));
    }

    /** As virologists write it: no doubled blanks, and {@code _} between words of places is one. */
    static String written(String strain) {
        var fields = Stream.of(strain.split("/", -1))
                .map(field -> BLANK.matcher(HeaderWords.trimmed(field, HeaderWords.BLANKS))
                        .replaceAll(" "))
                .toList();
        if (fields.stream().anyMatch(field -> field.contains(" "))) {
            return String.join("/", fields);
        }
        int number = fields.size() > 3 ? fields.size() - 2 : 0;
        return IntStream.range(0, fields.size())
                .mapToObj(place -> place == number ? fields.get(place) : blanked(fields.get(place)))
                .collect(Collectors.joining("/"));
    }

    private static String blanked(String field) {
        var written = new StringBuilder(field);
        for (int at = 1; at + 1 < field.length(); at++) {
            char before = field.charAt(at - 1);
            if (field.charAt(at) == '_' && (isLetter(before) || before == '.') && isLetter(field.charAt(at + 1))) {
                written.setCharAt(at, ' ');
            }
        }
        return written.toString();
    }

    private static boolean isLetter(char each) {
        return each > '~' || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    static boolean has(String all, char each) {
        return all.indexOf(each) >= 0;
    }
}
