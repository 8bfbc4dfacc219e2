package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.PlainChunks;
import io.driftline.api.answer.StreamedAnswer;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.Files;
import io.driftline.api.body.Requests;
import io.driftline.config.Config;
import io.driftline.input.bytes.Room;
import io.driftline.input.bytes.Source;
import io.driftline.input.formats.Reading;
import io.driftline.input.formats.SequenceReader;
import io.driftline.input.formats.TextReader;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What would be read of files, for whoever wants to see it before a submission. */
public final class ReadingsApi implements ApiOperations {
    private static final String FILES = "files";

    private final GuestGate guests;
    private final SequenceReader reader;
    private final int unpackedBytes;

    public ReadingsApi(Config config, GuestGate guests) {
        this.guests = guests;
        var limits = config.limits();
        reader = new SequenceReader(limits.recordLetters(), limits.recordsRead());
        unpackedBytes = limits.unpackedBytes();
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readFiles", this::read);
    }

    /** The answer waits packed: a few bytes can unpack to very many, and their reader may be slow. */
    private void read(RoutingContext ctx) {
        var given = Requests.body(ctx).getValue(FILES);
        var files = Files.of(ctx).of(FILES);
        guests.admitCheck(ctx)
                .compose(admitted ->
                        BodyWork.last(ctx, () -> new PlainChunks(new ByteArrayInputStream(packed(given, files)))))
                .onSuccess(chunks -> {
                    ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                    StreamedAnswer.send(ctx, chunks);
                })
                .onFailure(ctx::fail);
    }

    private byte[] packed(Object given, List<Source> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var answer = new ReadingsJson(bytes)) {
            if (files.isEmpty()) {
                var texts = given instanceof JsonArray list ? list : new JsonArray().add(given);
                for (Object text : texts) {
                    answer.write(reader.text((String) text, answer.records() + 1));
                }
            } else {
                var texts = new TextReader(new Room(unpackedBytes));
                for (Source file : files) {
                    for (Reading reading : reader.file(file, texts, answer.records() + 1)) {
                        answer.write(reading);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }
}
