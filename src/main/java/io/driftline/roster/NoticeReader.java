package io.driftline.roster;

import io.driftline.config.Secret;
import io.driftline.wire.AnnouncementKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads lines {@code <mac> <json>}; nothing of one is believed before its MAC has been verified. */
final class NoticeReader {
    private final AnnouncementKey key;

    /** @param token the one that gateways present to workers */
    NoticeReader(Secret token) {
        key = new AnnouncementKey(token.value());
    }

    /** @throws Refused if a holder of the token has not said this, or if it makes no sense */
    Notice read(Buffer line) {
        var text = line.toString(StandardCharsets.ISO_8859_1);
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new Refused(400, "there is no MAC before the JSON");
        }
        var json = line.getBuffer(space + 1, line.length());
        try {
            if (!key.verify(Base64.getUrlDecoder().decode(text.substring(0, space)), json.getBytes())) {
                throw new Refused(
                        401, "the MAC does not match: the worker's DRIFTLINE_WORKER_TOKEN is not workers.token");
            }
            return Notice.of(json.toJsonObject());
        } catch (DecodeException | ClassCastException notJson) {
            throw new Refused(400, "it is not a JSON object");
        } catch (IllegalArgumentException senseless) {
            throw new Refused(400, String.valueOf(senseless.getMessage()));
        }
    }
}
