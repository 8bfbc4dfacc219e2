package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;
import io.driftline.input.bytes.Lines;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** GenBank's flat files, into a sink: each entry is named by its strain, else by its isolate, its accession or its locus. */
final class GenBankText {
    private static final Pattern NAMES = Pattern.compile("/(strain|isolate|organism)=\"([^\"]*+)(\"?)");
    private static final Pattern STRAIN_OF_ORGANISM = Pattern.compile("virus \\((.+)\\)$");
    private static final int LONGEST_VALUE = 1_000;
    private static final int QUALIFIERS_FROM = 21;

    private final RecordSink sink;
    private boolean inSequence;
    private int began;
    private String locus = "";
    private final Map<String, String> names = new HashMap<>();
    private String unfinished = "";

    GenBankText(RecordSink sink) {
        this.sink = sink;
    }

    void read(String text) {
        Lines.each(text, this::line);
        endHead();
    }

    private void line(String text, int start, int end, int line) {
        if (inSequence && !text.startsWith("//", start) && !text.startsWith("LOCUS", start)) {
            sink.letters(text, start, end, line);
            return;
        }
        var words = Blanks.strip(text.substring(start, end));
        if (words.startsWith("LOCUS ")) {
            endHead();
            inSequence = false;
            began = line;
            locus = second(words);
        } else if (words.startsWith("ACCESSION ")) {
            locus = second(words);
        } else if (words.equals("//") || words.startsWith("ORIGIN")) {
            endHead();
            inSequence = words.startsWith("ORIGIN");
        } else if (!unfinished.isEmpty()) {
            qualifier(joined(unfinished, words));
        } else if (end - start > QUALIFIERS_FROM && text.charAt(start) == ' ') {
            qualifier(words);
        }
    }

    /** Long values go on in the next line. */
    private void qualifier(String words) {
        var found = NAMES.matcher(words);
        if (!found.lookingAt()) {
            return;
        }
        boolean whole = !found.group(3).isEmpty();
        unfinished = whole || words.length() > LONGEST_VALUE ? "" : words;
        if (whole) {
            names.putIfAbsent(found.group(1), Blanks.strip(found.group(2)));
        }
    }

    private static String joined(String begun, String rest) {
        return begun.endsWith("/") || begun.endsWith("-") ? begun + rest : begun + " " + rest;
    }

    private static String second(String words) {
        return words.split("\\s++", 3)[1];
    }

    private void endHead() {
        if (!locus.isEmpty()) {
            sink.begin(name(), began);
        }
        locus = "";
        names.clear();
        unfinished = "";
    }

    private String name() {
        var named = names.getOrDefault("strain", names.getOrDefault("isolate", ""));
        if (!named.isEmpty()) {
            return named;
        }
        var organism = STRAIN_OF_ORGANISM.matcher(names.getOrDefault("organism", ""));
        return organism.find() ? organism.group(1) : locus;
    }
}
