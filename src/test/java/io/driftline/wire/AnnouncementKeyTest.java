package io.driftline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AnnouncementKeyTest {
    private final io.vertx.core.json.JsonObject golden = Golden.object("worker-announcement.json");
    private final String[] parts = golden.getString("line").split(" ", 2);
    private final byte[] mac = Base64.getUrlDecoder().decode(parts[0]);
    private final byte[] json = parts[1].getBytes(StandardCharsets.UTF_8);

    @Test
    void verifiesWhatAWorkerSays() {
        assertThat(new AnnouncementKey(golden.getString("token")).verify(mac, json))
                .isTrue();
    }

    @Test
    void refusesAnotherTokenOrAnotherWord() {
        assertThat(new AnnouncementKey("another").verify(mac, json)).isFalse();
        json[json.length - 3] ^= 1;
        assertThat(new AnnouncementKey(golden.getString("token")).verify(mac, json))
                .isFalse();
    }
}
