package io.driftline.api.operator;

import io.driftline.api.answer.Chunks;
import io.driftline.audit.AuditTrail;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit log as a file, newest line first, read from the database as it is sent. */
final class AuditLines implements Chunks {
    private static final int AT_ONCE = 500;
    private static final int PATIENCE_SECONDS = 20;
    private static final List<String> COLUMNS = List.of("id", "at", "event", "outcome", "user", "email", "source");

    private final AuditTrail trail;
    private final Form form;
    private AuditTrail.Filter rest;
    private boolean begun;
    private boolean ended;

    AuditLines(AuditTrail trail, AuditTrail.Filter filter, Form form) {
        this.trail = trail;
        this.rest = filter;
        this.form = form;
    }

    /** How a line is written. */
    enum Form {
        /** RFC 4180; a cell that a spreadsheet would take for a formula has an apostrophe in front. */
        CSV("csv", "text/csv; charset=utf-8") {
            @Override
            String beginning() {
                return String.join(",", COLUMNS) + ",reason,facts\r\n";
            }

            @Override
            String line(JsonObject line) {
                var facts = line.getJsonObject("facts");
                var cells = COLUMNS.stream()
                        .map(column -> cell(String.valueOf(line.getValue(column, ""))))
                        .collect(Collectors.joining(","));
                return cells + "," + cell(facts.getString("reason", "")) + "," + cell(facts.encode()) + "\r\n";
            }
        },
        JSON_LINES("jsonl", "application/x-ndjson") {
            @Override
            String beginning() {
                return "";
            }

            @Override
            String line(JsonObject line) {
                return line.encode() + "\n";
            }
        };

        private final String extension;
        private final String mediaType;

        Form(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        abstract String beginning();

        abstract String line(JsonObject line);

        String extension() {
            return extension;
        }

        String mediaType() {
            return mediaType;
        }

        private static String cell(String text) {
            var harmless = text.matches("(?s)[=+\\-@\t\r\n\"].*") ? "'" + text : text;
            return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
        }
    }

    @Override
    public @Nullable Buffer next() throws IOException {
        if (ended) {
            return null;
        }
        var text = new StringBuilder(begun ? "" : form.beginning());
        begun = true;
        var lines = read();
        lines.forEach(line -> text.append(form.line(line)));
        ended = lines.size() < AT_ONCE;
        if (!ended) {
            rest = rest.after(lines.get(AT_ONCE - 1).getLong("id"));
        }
        return text.isEmpty() ? null : Buffer.buffer(text.toString());
    }

    /** On a worker thread, which may wait. */
    private List<JsonObject> read() throws IOException {
        try {
            return trail.read(rest, AT_ONCE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the audit log cannot be read on", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the audit log cannot be read on", interrupted);
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
