package io.driftline.api.body;

import io.driftline.input.bytes.Source;
import io.driftline.json.Whole;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of a {@code multipart/form-data} submission: fields as the JSON body that they stand for, and files apart, which
 * are understood later and have a mark in that body.
 */
public record Upload(JsonObject json, Files files) {
    public static final String TYPE = "multipart/form-data";

    private static final String MODEL = "modelId";
    private static final Pattern PANEL = Pattern.compile("panel(:[^\r\n]*)?");

    /** UTF-8 of the longest name of a panel, and what stands before it. */
    private static final int PANEL_BYTES = 500;

    private static final Set<String> OF_FILES = Set.of("sequences", "references", "pairs", "files");
    private static final String A_FILE = "file";

    /**
     * For the contract to judge: unknown fields stay, and a number that is none stays text. Fails like {@link Multipart}, or with
     * INVALID_FIELD for a text that is too long. Not on an event loop.
     */
    public static Upload read(String contentType, Buffer body, BodyShape shape) {
        Map<String, JsonArray> fields = new LinkedHashMap<>();
        Map<String, List<Source>> files = new LinkedHashMap<>();
        for (var part : Multipart.read(contentType, body)) {
            if (isFile(part)) {
                var source = new Source(part.file(), part.content().getBytes());
                files.computeIfAbsent(part.field(), first -> new ArrayList<>()).add(source);
            } else {
                fields.computeIfAbsent(part.field(), first -> new JsonArray()).add(text(part, shape));
            }
        }
        return new Upload(json(fields, files.keySet()), new Files(files));
    }

    /** Sequences and pairs are read like files even where they came without a name. */
    private static boolean isFile(Multipart.Part part) {
        boolean panel = part.content().length() <= PANEL_BYTES
                && PANEL.matcher(part.content().toString(StandardCharsets.UTF_8))
                        .matches();
        return OF_FILES.contains(part.field()) && !panel;
    }

    private static String text(Multipart.Part part, BodyShape shape) {
        int most = shape.field(part.field()).room();
        if (part.content().length() > most) {
            throw ServiceException.ofField(
                    ProblemType.INVALID_FIELD, "/" + part.field(), RequestWords.TEXT_LONG.message(most));
        }
        return part.content().toString(StandardCharsets.UTF_8);
    }

    private static JsonObject json(Map<String, JsonArray> fields, Set<String> files) {
        var body = new JsonObject();
        fields.forEach((field, texts) -> body.put(field, texts.size() == 1 ? value(field, texts.getString(0)) : texts));
        files.forEach(field -> body.put(field, A_FILE));
        return body;
    }

    private static Object value(String field, String text) {
        var number = field.equals(MODEL) ? Whole.of(text.strip(), 0, Whole.MOST) : OptionalLong.empty();
        return number.isPresent() ? (Object) number.getAsLong() : text;
    }
}
