package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is refused with what was wrong, where, and what would be right. */
@ExtendWith(StackExtension.class)
class JobsBadInputIT {
    private static final String HA1 = "QKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDSPHQILDGENC".repeat(4);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|fasta/empty|There is no sequence here",
                "QKLPGND|fasta/no-header|Line 1 comes before any header",
                ">a~HA1|fasta/record-count|1 was given",
                ">a~HA1~>b~HA1~>c~HA1|fasta/record-count|3 were given",
                ">a~HA1~>b~HA1!|fasta/letter|Record 2 (b), column 257",
                ">a~HA1~>b~QKLP|fasta/too-short|Record 2 (b): 4 letters",
                ">a~HA1~>b~LONG|fasta/too-long|Record 2 (b): more than 3000 letters"
            })
    void namesWhatIsWrongWithTheSequences(String sequences, String type, String sentence, Stack stack) {
        var user = ApiUser.signUp(stack);
        var text = sequences.replace("~", "\n").replace("HA1", HA1).replace("LONG", "A".repeat(3_001));

        for (String path : new String[] {"/jobs", "/checks"}) {
            var body = path.equals("/jobs") ? user.submission(text) : new JsonObject().put("sequences", text);
            var answer = user.post(path, body);

            assertProblem(answer, 422, type);
            assertThat(answer.bodyAsJsonObject().getString("detail")).contains(sentence);
        }
    }

    @Test
    void namesAnUnknownModelOrEncoding(Stack stack) {
        var user = ApiUser.signUp(stack);
        var pair = user.example("h3n2-same");

        assertProblem(user.post("/jobs", user.submission(pair).put("modelId", 999)), 422, "job/unknown-model");
        for (var unknown : List.of("tarot", "塔罗", "one-hot\u00e9", "¶\u001a\udb80\udc00")) {
            var named = user.submission(pair).put("encodingId", unknown);
            assertProblem(user.post("/jobs", named), 422, "job/unknown-encoding");
            named.remove("modelId");
            assertProblem(user.post("/jobs", named), 422, "job/unknown-encoding");
        }
    }

    @Test
    void namesFieldsThatAreMissingUnknownOrOfAWrongType(Stack stack) {
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("h3n2-same"));

        assertProblem(user.post("/jobs", submission.copy().put("state", "SUCCEEDED")), 422, "validation/unknown-field");
        var missing = submission.copy();
        missing.remove("sequences");
        assertProblem(user.post("/jobs", missing), 422, "validation/invalid-field");
        assertProblem(user.post("/jobs", submission.copy().put("sequences", 7)), 422, "validation/invalid-field");
        assertProblem(user.post("/jobs", submission.copy().put("mode", "tango")), 422, "validation/invalid-field");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`mode`: `list`, `pairs`: [[`c`, `b`], [`a`, `nobody`]]}|job/pair-name|Pair 1|/pairs/0",
                "{`mode`: `list`, `pairs`: [[`a`, `twice`]]}|job/pair-name|record 3 and record 4|/pairs/0",
                "{`mode`: `list`, `pairs`: []}|validation/invalid-field|no pair|/pairs",
                "{`mode`: `list`, `pairs`: [[`a`]]}|validation/invalid-field|none of the documented forms|/pairs",
                "{`mode`: `list`}|validation/invalid-field|needs the field pairs|/pairs",
                "{`mode`: `query`}|validation/invalid-field|needs the field references|/references",
                "{`mode`: `query`, `references`: ``}|fasta/empty|no sequence|~~",
                "{`mode`: `list`, `pairs`: `a,b`, `references`: `panel`}|validation/invalid-field|takes no field references|/references",
                "{`mode`: `pair`, `pairs`: `a,b`}|validation/invalid-field|takes no field pairs|/pairs",
                "{`mode`: `all`, `sequences`: []}|validation/invalid-field|none of the documented forms|/sequences"
            })
    void namesWhatIsWrongWithManyPairs(String change, String type, String sentence, String pointer, Stack stack) {
        var user = ApiUser.signUp(stack);
        var fasta = ">a x~H~>b~H~>twice~H~>twice~KH".replace("~", "\n").replace("H", HA1);

        var answer = user.post("/jobs", user.submission(fasta).mergeIn(new JsonObject(change.replace('`', '"'))));

        assertProblem(answer, 422, type);
        assertThat(answer.bodyAsJsonObject().getString("detail")).contains(sentence);
        if (!pointer.isEmpty()) {
            assertThat(answer.bodyAsJsonObject()
                            .getJsonArray("errors")
                            .getJsonObject(0)
                            .getString("pointer"))
                    .isEqualTo(pointer);
        }
    }

    @Test
    void asksInChineseTooWhetherANearNameWasMeant(Stack stack) {
        var user = ApiUser.signUp(stack);
        var fasta = ">A/广东/9/2005\n" + HA1 + "\n>A/北京/1/2006\n" + HA1 + "\n";
        var list = user.submission(fasta).put("mode", "list").put("pairs", "strain_a,strain_b\nA/广西/9/2005,nobody");

        var answer = user.send(HttpMethod.POST, "/jobs", list.toBuffer(), Map.of("Accept-Language", "zh-CN"));

        assertProblem(answer, 422, "job/pair-name");
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                        .map(fault -> ((JsonObject) fault).getString("detail")))
                .containsExactly(
                        "第 1 对（第 2 行）：没有名为“A/广西/9/2005”的序列。是否指“A/广东/9/2005”？",
                        "第 1 对（第 2 行）：没有名为“nobody”的序列。请填写毒株名、登录号或 FASTA 标题行。");
    }

    @Test
    void saysHowManyRecordsAndPairsThereMayBe(Stack stack) {
        var user = ApiUser.signUp(stack);
        var many = new StringBuilder();
        for (int i = 0; i < 448; i++) {
            many.append(">s").append(i).append('\n').append(HA1).append('\n');
        }

        var list = user.submission(many.toString()).put("mode", "list").put("pairs", "s1,s2\n".repeat(100_001));
        var pairs = user.post("/jobs", list);
        assertProblem(pairs, 422, "job/too-many-pairs");
        assertThat(pairs.bodyAsJsonObject().getString("detail")).contains("more than 100000 pairs");
        var records =
                user.post("/jobs", user.submission(many.toString().repeat(5)).put("mode", "all"));
        assertProblem(records, 422, "fasta/record-count");
        assertThat(records.bodyAsJsonObject().getString("detail")).contains("a job takes at most 2000");
    }

    @Test
    void refusesABodyThatIsNotJson(Stack stack) {
        var user = ApiUser.signUp(stack);

        assertProblem(raw(user, ""), 400, "request/malformed");
        assertProblem(raw(user, "{\"modelId\": "), 400, "request/malformed-json");
        assertProblem(raw(user, "{\"modelId\":1,\"modelId\":2}"), 422, "validation/duplicate-field");
    }

    @Test
    void refusesABodyOverTheLimitByOneByte(Stack stack) {
        var user = ApiUser.signUp(stack);
        int limit = stack.config().limits().bodyBytes();
        var start = "{\"modelId\":1,\"encodingId\":\"x\",\"sequences\":\"";
        var full = Buffer.buffer(limit + 1).appendString(start);
        while (full.length() < limit - 1) {
            full.appendByte((byte) 'A');
        }
        full.appendString("\"}");

        var answer = user.send(HttpMethod.POST, "/jobs", full, Map.of());

        assertThat(full.length()).isEqualTo(limit + 1);
        assertProblem(answer, 413, "request/too-large");
    }

    @Test
    void asksStrangersToSignIn(Stack stack) {
        var stranger = ApiUser.stranger(stack);

        assertProblem(stranger.get("/jobs"), 401, "auth/required");
        assertProblem(stranger.post("/jobs", new JsonObject()), 401, "auth/required");
        assertThat(upgradeStatus(stack, stranger.streamOptions(0))).isEqualTo(401);
    }

    @Test
    void refusesForeignOriginsBeforeTheUpgrade(Stack stack) {
        var user = ApiUser.signUp(stack);

        for (String origin : new String[] {"http://evil.example", "null", "http://127.0.0.1:1", ""}) {
            var options = user.streamOptions(0);
            options.getHeaders().remove("Origin");
            if (!origin.isEmpty()) {
                options.putHeader("Origin", origin);
            }
            options.setAllowOriginHeader(false);
            assertThat(upgradeStatus(stack, options)).as(origin).isEqualTo(403);
        }
        var foreign = user.send(
                HttpMethod.POST,
                "/jobs",
                user.submission(user.example("h3n2-same")).toBuffer(),
                Map.of("Origin", "http://evil.example"));
        assertProblem(foreign, 403, "request/cross-site");
    }

    @Test
    void refusesAnEleventhSocketBeforeTheUpgrade(Stack stack) {
        var user = ApiUser.signUp(stack);
        for (int i = 0; i < stack.config().limits().socketsPerUser(); i++) {
            user.stream(0);
        }

        assertThat(upgradeStatus(stack, user.streamOptions(0))).isEqualTo(429);
    }

    @Test
    void refusesAnOffsetThatIsNone(Stack stack) {
        var user = ApiUser.signUp(stack);
        var options = user.streamOptions(0).setURI("/api/v1/stream?after=yesterday");

        assertThat(upgradeStatus(stack, options)).isEqualTo(400);
    }

    private static int upgradeStatus(Stack stack, WebSocketConnectOptions options) {
        var failure = io.driftline.testing.Running.await(stack.sockets()
                .connect(options)
                .<Throwable>map(opened -> new AssertionError("the socket opened"))
                .otherwise(refused -> refused));
        assertThat(failure).isInstanceOf(UpgradeRejectedException.class);
        return ((UpgradeRejectedException) failure).getStatus();
    }

    private static HttpResponse<Buffer> raw(ApiUser user, String body) {
        return user.send(HttpMethod.POST, "/jobs", Buffer.buffer(body), Map.of());
    }

    private static void assertProblem(HttpResponse<Buffer> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(status);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
        var problem = answer.bodyAsJsonObject();
        assertThat(problem.getString("type")).isEqualTo("urn:problem:" + type);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
    }
}
