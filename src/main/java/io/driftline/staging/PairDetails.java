package io.driftline.staging;

import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** What a single pair tells beside its figures: reasons, alignment, and what others say. */
final class PairDetails {
    /** More than any HA1 has. */
    static final int SITES = 2_000;

    private static final int MOST_MODELS = 50;
    private static final int MANY = 1_000_000;
    private static final Pattern RESIDUE = Pattern.compile("[A-Z*-]");
    private static final Pattern RESIDUES = Pattern.compile("[A-Z*-]*");
    private static final Shape SITE = Shape.whole(1, SITES);
    private static final Shape NAME = Shape.text(200);
    private static final Shape SHARE = Shape.number(-MANY, MANY);

    private PairDetails() {}

    /** Tells {@code warned} of how many warnings there are. */
    static void addTo(ObjectShape pair, LongConsumer warned) {
        pair.with("substitutions", Shape.list(substitution(), 0, SITES))
                .maybe("contributionMethod", Shape.text(ResultForm.MOST_TEXT))
                .maybe("contributionEvaluations", Shape.whole(0, MANY))
                .maybe("contributionBase", SHARE)
                .maybe("contributionSum", SHARE)
                .maybe("contributionTolerance", Shape.number(0, MANY))
                .maybe("forecasts", Shape.orNull(forecasts()))
                .maybe("trainingYears", Shape.list(Records.YEAR, 2, 2))
                .maybe("glycosylation", glycosylation())
                .maybe("alignment", alignment())
                .maybe("records", Shape.list(record(), 2, 2))
                .maybe("agreement", Shape.list(opinion(), 0, MOST_MODELS))
                .with("warnings", Shape.list(Shape.text(ResultForm.MOST_TEXT), 0, Records.MOST_REMARKS, warned))
                .with("warningKeys", Records.WARNING_KEYS);
    }

    private static Shape substitution() {
        return new ObjectShape()
                .with("position", SITE)
                .with("numbering", NAME)
                .with("from", Shape.form(RESIDUE, 1))
                .with("to", Shape.form(RESIDUE, 1))
                .with("site", Shape.orNull(NAME))
                .with("contribution", Shape.orNull(SHARE))
                .maybe("h3Position", Shape.orNull(Shape.whole(-SITES, SITES)))
                .maybe("h1Position", Shape.orNull(Shape.whole(-SITES, SITES)))
                .maybe("receptorBinding", Shape.flag());
    }

    private static Shape forecasts() {
        return new ObjectShape()
                .with("from", Shape.number(0, 1))
                .with("to", Shape.number(0, 1))
                .with("pairs", Shape.whole(1, MANY))
                .with("variants", Shape.whole(0, MANY));
    }

    private static Shape glycosylation() {
        var sites = Shape.list(SITE, 0, SITES);
        return new ObjectShape().with("gained", sites).with("lost", sites).with("kept", sites);
    }

    private static Shape alignment() {
        var run = Shape.list(Shape.whole(-SITES, SITES), 3, 3);
        return new ObjectShape()
                .with("numbering", NAME)
                .with("a", Shape.form(RESIDUES, SITES))
                .with("b", Shape.form(RESIDUES, SITES))
                .maybe("insertions", Shape.named(Shape.list(Shape.anything(), 0, SITES), 2))
                .maybe("positions", Shape.named(Shape.list(run, 0, SITES), 10));
    }

    private static Shape record() {
        return new ObjectShape()
                .with("name", Shape.text(ResultForm.MOST_TEXT))
                .maybe("headerSubtype", Shape.orNull(Records.SAID_FORM))
                .maybe("year", Shape.orNull(Records.YEAR))
                .maybe("passage", Records.PASSAGE)
                .maybe("lineage", Shape.orNull(Records.LINEAGE))
                .maybe("clade", Records.CLADE)
                .maybe("subclade", Records.CLADE)
                .maybe("ferretEscape", Records.FERRET_ESCAPE)
                .with("form", Records.FORM)
                .with("coverage", Shape.orNull(Shape.number(0, 1)))
                .with("identity", Shape.orNull(Shape.number(0, 1)))
                .with("flags", Records.FLAGS);
    }

    private static Shape opinion() {
        return new ObjectShape()
                .with("model", NAME)
                .with("version", NAME)
                .maybe("title", NAME)
                .with("encoding", NAME)
                .maybe("verdict", Shape.oneOf(Figures.VERDICTS))
                .with("variant", Shape.flag())
                .with("probability", Shape.number(0, 1))
                .with("distanceLog2", Shape.number(0, Figures.FARTHEST));
    }
}
