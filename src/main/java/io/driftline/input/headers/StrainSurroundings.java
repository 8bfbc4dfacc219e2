package io.driftline.input.headers;

import static io.driftline.input.headers.HeaderWords.BLANKS;
import static io.driftline.input.headers.StrainName.has;

import io.driftline.input.headers.HeaderWords.Kind;
import io.driftline.input.headers.HeaderWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands around a strain's name in a field of a header: passage, vaccine strain, subtype, accessions, and prose. */
final class StrainSurroundings {
    static final String OPEN = "([\uff08";
    static final String CLOSE = ")]}\uff09";
    static final String BEFORE = BLANKS + "_" + OPEN + "{\"':=,;>";
    static final String BETWEEN = BLANKS + "_-/" + CLOSE + "\"',;";
    static final String ENDS_WORD = BLANKS + "_" + OPEN + CLOSE + "\",;";

    /**
     * Whatever follows one of these may be prose; what is joined on belongs to the name, or it is not known what it is.
     */
    private static final String LOOSE = BLANKS + CLOSE + ",;";

    private static final Pattern JOINED_ID =
            Pattern.compile("EPI_ISL_[0-9]+|[ANXYW][CGMPRTZ]_[0-9]{6,9}(?:\\.[0-9]{1,2})?");
    private static final Set<String> FILLER = Set.of("influenza", "a", "b", "c", "d", "virus", "unverified:", "type");

    private final List<Word> words = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();
    private String strain;
    private String shown;
    private boolean sure = true;

    StrainSurroundings(String strain) {
        this.strain = strain;
        this.shown = strain;
    }

    StrainName name(int year) {
        return new StrainName(strain, shown, year, sure, List.copyOf(words), List.copyOf(rest));
    }

    /** What follows the year. */
    void readBehind(String text, int from) {
        int at = from;
        while (at >= 0 && at < text.length()) {
            int start = at;
            while (at < text.length() && has(BETWEEN, text.charAt(at))) {
                at++;
            }
            at = at == text.length() ? -1 : readWord(text, at, text.substring(start, at));
        }
    }

    /** Where to read on; -1 once all is read. */
    private int readWord(String text, int at, String separator) {
        boolean bracket = has(OPEN, text.charAt(at));
        int end = bracket ? closing(text, at + 1, 1) : wordEnd(text, at);
        var token = bracket ? HeaderWords.trimmed(text.substring(at + 1, end), BLANKS) : text.substring(at, end);
        if (token.equals("x") || token.equals("\u00d7")) {
            cross(StrainName.written(text.substring(at, closing(text, at, 1))));
            return -1;
        }
        var word = HeaderWords.of(token);
        if (word.isEmpty()) {
            sure = separator.chars().anyMatch(each -> has(LOOSE, (char) each));
            if (sure) {
                rest.add(HeaderWords.trimmed(text.substring(at), BLANKS));
            }
            return -1;
        }
        if (word.get().kind() == Kind.VACCINE || word.get().kind() == Kind.PASSAGE) {
            join(word.get(), separator, bracket);
        }
        if (word.get().kind() != Kind.VACCINE) {
            words.add(word.get());
        }
        return bracket ? end + 1 : Math.max(end, at + 1);
    }

    private void join(Word word, String separator, boolean bracket) {
        var glue = separator.isEmpty() || separator.equals("-") ? separator : " ";
        var more = glue + (bracket ? "(" + word.value() + ")" : word.value());
        shown += more;
        strain += word.kind() == Kind.VACCINE ? more : "";
    }

    /** A cross of two strains keeps both. */
    private void cross(String other) {
        strain += " " + other;
        shown += " " + other;
    }

    /** What stands before the name: accessions, the organism, or the vaccine strain made of it. */
    void readBefore(String text) {
        var made = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            if (has(BEFORE, text.charAt(at)) || has(BETWEEN, text.charAt(at))) {
                at++;
                continue;
            }
            int end = wordEnd(text, at);
            sort(text.substring(at, end), made, unknown);
            at = Math.max(end, at + 1);
        }
        if (!made.isEmpty()) {
            var seed = String.join(" ", made);
            strain = seed + " (" + strain + ")";
            shown = seed + " (" + shown + ")";
        }
        if (!unknown.isEmpty()) {
            rest.add(0, String.join(" ", unknown));
            sure = sure && !text.endsWith("_");
        }
    }

    private void sort(String token, List<String> made, List<String> unknown) {
        var word = HeaderWords.of(token);
        var kind = word.map(Word::kind).orElse(Kind.PASSAGE);
        if (kind == Kind.VACCINE) {
            made.add(token);
        } else if (kind != Kind.PASSAGE) {
            words.add(word.orElseThrow());
        } else if (!FILLER.contains(token.toLowerCase(Locale.ROOT))) {
            unknown.add(token);
        }
    }

    private static int wordEnd(String text, int from) {
        var id = JOINED_ID.matcher(text).region(from, text.length());
        if (id.lookingAt()) {
            return id.end();
        }
        int at = from;
        while (at < text.length() && !has(ENDS_WORD, text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Brackets open at the end. */
    static int depth(String text, int from, int to) {
        int open = 0;
        for (int at = from; at < to; at++) {
            open += step(text.charAt(at));
        }
        return open;
    }

    /** Where so many brackets that are open are closed, or the end. */
    static int closing(String text, int from, int open) {
        int left = open;
        for (int at = from; at < text.length(); at++) {
            left += step(text.charAt(at));
            if (left == 0) {
                return at;
            }
        }
        return text.length();
    }

    private static int step(char each) {
        return has(OPEN, each) ? 1 : has(CLOSE, each) ? -1 : 0;
    }
}
