package io.driftline.testing;

import io.driftline.job.JobId;
import io.driftline.wire.StatusKeys;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs lines as a worker does. */
public final class SignedLines {
    private SignedLines() {}

    public static Buffer sign(StatusKeys keys, JobId job, int attempt, JsonObject message) {
        return sign(keys.keyOf(job, attempt), message);
    }

    public static Buffer sign(byte[] key, JsonObject message) {
        return sign(key, message.toBuffer());
    }

    /** Signs JSON as it is written. */
    public static Buffer sign(byte[] key, Buffer json) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var signature = Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(json.getBytes()));
            return Buffer.buffer(signature).appendString(" ").appendBuffer(json);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
