package io.driftline.dispatch;

import io.driftline.json.Document;
import io.driftline.json.Malformed;
import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says that it serves. A model or an encoding that is not described as it has to be is left out, and the
 * others stand; only an answer that does not even say whose it is, is none.
 */
final class ModelsForm {
    private static final int MOST = 200;
    private static final int LONG = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SUBTYPE = Pattern.compile("H[0-9]{1,2}N[0-9]{1,2}|B/(Victoria|Yamagata)");
    private static final int LONGEST_SUBTYPE = "B/Victoria".length();
    private static final Shape PLAIN = Shape.form(NAME, 64);
    private static final Shape TEXT = Shape.text(LONG);
    private static final Shape CHINESE = Shape.orNull(Shape.named(TEXT, 10));
    private static final Shape WORKER =
            new ObjectShape().with("id", Shape.text(100)).with("version", Shape.text(100));
    private static final Shape ENCODING = new ObjectShape()
            .with("id", PLAIN)
            .with("name", Shape.text(200))
            .maybe("info", TEXT)
            .with("features", Shape.whole(1, 100_000))
            .maybe("citation", Shape.orNull(TEXT))
            .maybe("zh", CHINESE);
    private static final Shape MODEL = new ObjectShape()
            .with("name", PLAIN)
            .with("version", PLAIN)
            .maybe("title", Shape.text(1_000))
            .maybe("info", TEXT)
            .maybe("zh", CHINESE)
            .with("subtypes", Shape.list(Shape.form(SUBTYPE, LONGEST_SUBTYPE), 1, MOST))
            .with("encodings", Shape.list(PLAIN, 1, MOST))
            .with("digest", Shape.form(DIGEST, 100))
            .maybe("trainingYears", Shape.orNull(Shape.list(Shape.whole(1800, 3000), 2, 2)))
            .maybe("quality", Shape.list(Shape.named(Shape.anything(), 50), 0, 5 * MOST))
            .maybe("citation", Shape.orNull(TEXT));

    private ModelsForm() {}

    /** What can be used of an answer, and what is wrong with the rest, by field. */
    record Checked(JsonObject models, List<String> faults) {}

    /** Holds an answer against the form; fails with {@link Malformed} if nothing of it can be used. */
    static Checked check(JsonObject said) throws IOException {
        var worker = fault(said.getValue("worker"), WORKER);
        if (!worker.isEmpty()) {
            throw new Malformed("/worker" + worker);
        }
        List<String> faults = new ArrayList<>();
        var models = new JsonObject()
                .put("worker", said.getValue("worker"))
                .put("encodings", good(said, "encodings", ENCODING, faults))
                .put("models", good(said, "models", MODEL, faults));
        return new Checked(models, faults);
    }

    private static JsonArray good(JsonObject said, String list, Shape shape, List<String> faults) throws IOException {
        if (!(said.getValue(list) instanceof JsonArray entries) || entries.size() > MOST) {
            throw new Malformed("/" + list + " is not a list of at most " + MOST);
        }
        var good = new JsonArray();
        for (int place = 0; place < entries.size(); place++) {
            var fault = fault(entries.getValue(place), shape);
            if (fault.isEmpty()) {
                good.add(entries.getValue(place));
            } else {
                faults.add("/" + list + "/" + place + fault);
            }
        }
        return good;
    }

    private static String fault(@Nullable Object entry, Shape shape) throws IOException {
        if (!(entry instanceof JsonObject described)) {
            return " is not an object";
        }
        try {
            Document.read(new ByteArrayInputStream(described.toBuffer().getBytes()), shape);
            return "";
        } catch (Malformed malformed) {
            return String.valueOf(malformed.getMessage());
        }
    }
}
