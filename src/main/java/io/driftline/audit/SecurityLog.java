package io.driftline.audit;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The security log: one JSON object a line, under the logger {@code security}. Ids, addresses, names of models and reasons;
 * never a password, a token, a code, a sequence or an e-mail. As JSON escapes line ends, nobody can forge a line.
 */
public final class SecurityLog {
    /** The logger, which {@link SecurityLogFile} gives a file of its own. */
    static final String NAME = "security";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int LONGEST = 200;

    /** How it ended: as asked, refused by us, or not at all. */
    public enum Outcome {
        OK,
        REFUSED,
        FAILED
    }

    private static final List<Consumer<JsonObject>> READERS = new CopyOnWriteArrayList<>();

    private SecurityLog() {}

    /** Gives each line to this reader too, on the thread that writes it; it neither waits nor fails. */
    static void addReader(Consumer<JsonObject> reader) {
        READERS.add(reader);
    }

    static void removeReader(Consumer<JsonObject> reader) {
        READERS.remove(reader);
    }

    /** Writes one line. Facts are text by name; longer texts are cut. */
    public static void write(SecurityEvent event, Outcome outcome, JsonObject facts) {
        var line = new JsonObject()
                .put("at", Instant.now().toString())
                .put("event", event.label())
                .put("outcome", outcome.name().toLowerCase(Locale.ROOT));
        facts.forEach(fact -> line.put(fact.getKey(), cut(String.valueOf(fact.getValue()))));
        LOG.info("{}", line.encode());
        READERS.forEach(reader -> reader.accept(line));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
