package io.driftline.staging;

import com.fasterxml.jackson.core.JsonParser;
import io.driftline.json.Malformed;
import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The records of a result of many pairs: those of the submission, in their order, with what checking found of each. */
final class Records {
    private static final int LETTERS = 1_000_000;
    private static final int NAME_SHOWN = 200;
    static final int MOST_REMARKS = 200;
    private static final Pattern SUBTYPE = Pattern.compile("H[0-9]{1,2}(N[0-9]{1,2})?|B/(Victoria|Yamagata)");
    private static final int LONGEST_SUBTYPE = "B/Victoria".length();
    private static final Pattern KEY = Pattern.compile("[a-z]+\\.[a-z0-9-]{1,60}");
    private static final Shape TEXT = Shape.text(ResultForm.MOST_TEXT);
    /** Of a header, which need not tell the lineage of B. */
    static final Shape SAID_FORM = Shape.form(Pattern.compile(SUBTYPE.pattern() + "|B"), LONGEST_SUBTYPE);

    static final Shape SUBTYPE_FORM = Shape.form(SUBTYPE, LONGEST_SUBTYPE);
    static final Shape WARNINGS = Shape.list(TEXT, 0, MOST_REMARKS);
    static final Shape WARNING_KEYS = Shape.list(
            new ObjectShape().with("key", Shape.form(KEY, 70)).with("params", Shape.named(Shape.anything(), 20)),
            0,
            MOST_REMARKS);
    static final Shape FLAGS = Shape.list(Shape.text(100), 0, MOST_REMARKS);
    static final Shape YEAR = Shape.whole(1800, 3000);
    static final Shape PASSAGE = Shape.oneOf(Set.of("egg", "cell", "unknown"));
    static final Shape LINEAGE = Shape.text(40);
    static final Shape CLADE =
            Shape.orNull(new ObjectShape().with("name", Shape.text(40)).with("exact", Shape.flag()));
    private static final Shape ALIGNED = Shape.form(Pattern.compile("[A-Z*-]+"), 1_000);
    static final Shape FERRET_ESCAPE = new ObjectShape()
            .with("score", Shape.number(0, 1_000))
            .with("substitutions", Shape.whole(0, PairDetails.SITES))
            .with("measured", Shape.whole(0, PairDetails.SITES));
    static final Shape FORM = Shape.oneOf(Set.of("protein", "nucleotide"));

    private final Expected expected;
    private final Map<Integer, Found> records = new HashMap<>();
    private final Map<Integer, Found> references = new HashMap<>();
    private int place;
    private long record;
    private boolean reference;
    private String name = "";
    private @Nullable String subtype;

    /** A record as the result tells of it. */
    record Found(String name, @Nullable String subtype) {}

    Records(Expected expected) {
        this.expected = expected;
    }

    Shape shape() {
        int count = expected.strains().size();
        return Shape.list(
                new ObjectShape()
                        .with("record", Shape.whole(1, Integer.MAX_VALUE, value -> record = value))
                        .with("reference", Shape.flag(value -> reference = value))
                        .with("name", Shape.text(2 * NAME_SHOWN, value -> name = value))
                        .with("subtype", Shape.orNull(json -> {
                            SUBTYPE_FORM.read(json);
                            subtype = json.getText();
                        }))
                        .maybe("headerSubtype", Shape.orNull(SAID_FORM))
                        .maybe("year", Shape.orNull(YEAR))
                        .maybe("passage", PASSAGE)
                        .maybe("lineage", Shape.orNull(LINEAGE))
                        .maybe("clade", CLADE)
                        .maybe("subclade", CLADE)
                        .maybe("aligned", Shape.orNull(ALIGNED))
                        .maybe("ferretEscape", FERRET_ESCAPE)
                        .with("form", FORM)
                        .with("length", Shape.whole(0, LETTERS))
                        .with("coverage", Shape.orNull(Shape.number(0, 1)))
                        .with("identity", Shape.orNull(Shape.number(0, 1)))
                        .with("flags", FLAGS)
                        .with("warnings", WARNINGS)
                        .with("warningKeys", WARNING_KEYS)
                        .with("errors", Shape.list(error(), 0, MOST_REMARKS))
                        .first(() -> subtype = null)
                        .then(this::take),
                count,
                count);
    }

    private static Shape error() {
        return new ObjectShape()
                .with("record", Shape.whole(1, Integer.MAX_VALUE))
                .with("name", Shape.text(2 * NAME_SHOWN))
                .maybe("column", Shape.orNull(Shape.whole(1, LETTERS)))
                .maybe("line", Shape.whole(1, Integer.MAX_VALUE))
                .with("detail", TEXT)
                .maybe("key", Shape.form(KEY, 70))
                .maybe("params", Shape.named(Shape.anything(), 20));
    }

    private void take(JsonParser json) throws IOException {
        var strain = expected.strains().get(place++);
        if (strain.record() != record || strain.reference() != reference) {
            throw Malformed.at(json, "is not the record that stands there in the submission");
        }
        if (!isShown(strain.name())) {
            throw Malformed.at(json, "does not have the name of its record");
        }
        (reference ? references : records).put((int) record, new Found(name, subtype));
    }

    /** Workers show the beginning of long names. */
    private boolean isShown(String whole) {
        return whole.equals(name) || (whole.startsWith(name) && name.codePointCount(0, name.length()) >= NAME_SHOWN);
    }

    @Nullable
    Found record(int number) {
        return records.get(number);
    }

    @Nullable
    Found reference(int number) {
        return references.get(number);
    }

    /** The names of the two records of a single pair. */
    static List<String> names(Expected expected) {
        var names = new ArrayList<String>();
        expected.strains().forEach(strain -> names.add(shown(strain.name())));
        return names;
    }

    private static String shown(String name) {
        return name.codePointCount(0, name.length()) <= NAME_SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME_SHOWN));
    }
}
