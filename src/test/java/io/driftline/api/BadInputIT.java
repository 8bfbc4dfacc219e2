package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each request that cannot be served says so with its status, its type and a sentence that helps. */
@ExtendWith(StackExtension.class)
final class BadInputIT {
    private static final int EIGHT_MIB = 8 * 1024 * 1024;

    private static TestApi api;
    private static Browser ada;

    @BeforeAll
    static void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        ada = api.browser();
        ada.signUp("ada@lab.org");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void emptyBody() {
        isRefused(jobs(""), 400, "request/malformed", "empty");
    }

    @Test
    void malformedJson() {
        isRefused(jobs("{\"modelId\": 1,, }"), 400, "request/malformed-json", "line 1");
        isRefused(jobs("{\"modelId\": NaN}"), 400, "request/malformed-json", "line");
        isRefused(jobs("{} {}"), 400, "request/malformed-json", "after the end");
        isRefused(jobs("[".repeat(17) + "]".repeat(17)), 400, "request/malformed-json", "16");
        isRefused(jobs("{\"modelId\": 99999999999999999999}"), 400, "request/malformed-json", "64 bits");
        isRefused(jobs("nonsense"), 400, "request/malformed-json", "line 1");
    }

    @Test
    void duplicateField() {
        var answer = jobs("{\"modelId\": 1, \"modelId\": 2, \"encodingId\": \"x\", \"sequences\": \">a\"}");
        isRefused(answer, 422, "validation/duplicate-field", "twice");
        assertThat(pointer(answer)).isEqualTo("/modelId");
    }

    @Test
    void unknownField() {
        var answer = jobs("{\"modelId\": 1, \"encodingId\": \"x\", \"sequences\": \">a\", \"state\": \"DONE\"}");
        isRefused(answer, 422, "validation/unknown-field", "state");
        assertThat(pointer(answer)).isEqualTo("/state");
    }

    @Test
    void missingField() {
        var answer = jobs("{\"modelId\": 1, \"encodingId\": \"x\"}");
        isRefused(answer, 422, "validation/invalid-field", "sequences");
        assertThat(pointer(answer)).isEqualTo("/sequences");
    }

    @Test
    void wrongType() {
        var answer = jobs("{\"modelId\": \"one\", \"encodingId\": \"x\", \"sequences\": \">a\"}");
        isRefused(answer, 422, "validation/invalid-field", "modelId");
        assertThat(pointer(answer)).isEqualTo("/modelId");
    }

    @Test
    void wrongTypeOfAlternatives() {
        var answer = jobs("{\"modelId\": 1, \"encodingId\": \"x\", \"sequences\": []}");
        isRefused(answer, 422, "validation/invalid-field", "sequences");
        assertThat(pointer(answer)).isEqualTo("/sequences");
    }

    @Test
    void notAnObject() {
        isRefused(jobs("[]"), 422, "validation/invalid-field", "object");
    }

    @Test
    void queryParameterOutOfRange() {
        isRefused(ada.get("/jobs?limit=1000"), 422, "validation/invalid-field", "limit");
        for (var none : List.of("many", "1e1", "%2B1", "1.0", "01", "", "-0", "0x1", "1_0", "99999999999999999999")) {
            isRefused(ada.get("/jobs?limit=" + none), 422, "validation/invalid-field", "limit");
        }
    }

    @Test
    void tooLargeByLength() {
        isRefused(jobs(ofBytes(EIGHT_MIB + 1)), 413, "request/too-large", "at most 8388608 bytes");
        assertThat(jobs(ofBytes(EIGHT_MIB)).status()).isEqualTo(200);
    }

    @Test
    void tooLargeByChunks() {
        var body = ofBytes(EIGHT_MIB + 1);
        var answer = ada.send(HttpRequest.newBuilder(URI.create(api.origin() + "/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> stream(body))));
        isRefused(answer, 413, "request/too-large", "limits");
    }

    @Test
    void otherContentTypes() {
        isRefused(
                ada.send("POST", "/api/v1/jobs", "a=b", "application/x-www-form-urlencoded"),
                415,
                "request/unsupported-media-type",
                "application/json");
        isRefused(ada.send("POST", "/api/v1/jobs", "{}", "text/plain"), 415, "request/unsupported-media-type", "json");
        isRefused(ada.send("POST", "/api/v1/jobs", "{}", null), 415, "request/unsupported-media-type", "json");
    }

    @Test
    void contentEncoding() {
        var answer = ada.send(HttpRequest.newBuilder(URI.create(api.origin() + "/api/v1/jobs"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        isRefused(answer, 415, "request/unsupported-media-type", "Content-Encoding");
    }

    @Test
    void unknownPathsAndMethods() {
        isRefused(ada.get("/nothing"), 404, "request/not-found", "address");
        isRefused(ada.send("GET", "/metrics"), 404, "request/not-found", "address");
        isRefused(ada.send("GET", "/.git/config"), 404, "request/not-found", "address");
        isRefused(ada.send("GET", "/..%2fopenapi.yaml"), 404, "request/not-found", "address");
        isRefused(ada.send("GET", "/api/v2/jobs"), 404, "request/not-found", "address");
        var answer = ada.send("PUT", "/api/v1/jobs", "{}", "application/json");
        isRefused(answer, 405, "request/method-not-allowed", "Allow");
        assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        isRefused(ada.send("TRACE", "/api/v1/jobs"), 405, "request/method-not-allowed", "Allow");
    }

    @Test
    void ownFaultsShowNothing() {
        var answer = ada.get("/jobs/fail");
        isRefused(answer, 500, "service/internal", "logged");
        assertThat(answer.raw().body()).doesNotContain("fault", "Exception", "io.driftline");
    }

    private static Browser.Answer jobs(String body) {
        return ada.send("POST", "/api/v1/jobs", body, "application/json");
    }

    private static String ofBytes(int bytes) {
        var head = "{\"modelId\": 1, \"encodingId\": \"x\", \"sequences\": \"";
        return head + "A".repeat(bytes - head.length() - 2) + "\"}";
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String pointer(Browser.Answer answer) {
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    private static void isRefused(Browser.Answer answer, int status, String type, String sentence) {
        assertThat(answer.raw().body()).contains("\"type\"");
        assertThat(answer.type()).isEqualTo(type);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var json = answer.json();
        assertThat(json.getInteger("status")).isEqualTo(status);
        assertThat(json.getString("title")).isNotBlank();
        assertThat(json.getString("instance")).startsWith("urn:request:");
        assertThat(json.getString("detail") + json.getJsonArray("errors")).contains(sentence);
    }
}
