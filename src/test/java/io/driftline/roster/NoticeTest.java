package io.driftline.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.testing.Golden;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    private final JsonObject said = Golden.object("worker-announcement.json").getJsonObject("said");

    @Test
    void readsWhatAWorkerSays() {
        var notice = Notice.of(said);

        assertThat(notice.address()).isEqualTo("http://10.1.0.7:8090");
        assertThat(notice.state()).isEqualTo(Notice.State.SERVING);
        assertThat(notice.said().getString("id")).isEqualTo("worker-3");
        assertThat(notice.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.1.0.7:8090, 10.1.0.7",
        "https://worker_3.lab:8443, worker_3.lab",
        "http://worker, worker",
        "http://[fd00::7]:8090, fd00::7",
        "http://[::1], ::1"
    })
    void knowsTheHost(String url, String host) {
        assertThat(Notice.of(said.put("url", url)).host()).isEqualTo(host);
    }

    @Test
    void leavesOutWhatALaterWorkerSaysBesides() {
        assertThat(Notice.of(said.copy().put("later", "x"))).isEqualTo(Notice.of(said));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://worker",
                "http://worker/path",
                "http://worker?query",
                "http://user:word@worker",
                "http://worker#part",
                "//worker",
                "http://",
                "http://-worker",
                "http://worker:port",
                "http://wor ker",
                "file:///etc/passwd"
            })
    void refusesAddressesThatAreNoBase(String url) {
        assertThatThrownBy(() -> Notice.of(said.put("url", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url must be http");
    }

    @ParameterizedTest
    @CsvSource({"state, asleep", "id, ''", "version, 1 0", "nonce, short", "slots, many", "at, now", "models, none"})
    void namesAFieldThatCannotBe(String field, String value) {
        assertThatThrownBy(() -> Notice.of(said.put(field, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "state", "id", "version", "slots", "models", "at", "nonce"})
    void namesAFieldThatIsMissing(String field) {
        said.remove(field);

        assertThatThrownBy(() -> Notice.of(said)).hasMessageStartingWith(field);
    }

    @Test
    void boundsTheModels() {
        var many = new JsonArray();
        for (int i = 0; i <= 200; i++) {
            many.add(new JsonObject().put("name", "m" + i).put("version", "1"));
        }

        assertThatThrownBy(() -> Notice.of(said.put("models", many))).hasMessageStartingWith("models");
        assertThatThrownBy(() -> Notice.of(said.put("models", new JsonArray().add("m"))))
                .hasMessageStartingWith("models");
    }
}
