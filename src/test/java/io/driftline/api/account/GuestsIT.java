package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.api.server.Contract;
import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who has no account may do what the contract says and nothing else, for a day, and becomes an account by signing up. */
@ExtendWith(StackExtension.class)
final class GuestsIT {
    private static final int OF_NETWORK = 3;
    private static final int OF_ALL = 5;

    private Config config;
    private Vertx vertx;
    private TestApi api;

    @BeforeEach
    void start(Config servers, Vertx theirs) {
        config = servers;
        vertx = theirs;
        api = running(Map.of());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private TestApi running(Map<String, String> settings) {
        var values = new HashMap<>(settings);
        values.put("server.trustedProxies", "127.0.0.1");
        var given = TestConfig.of(values);
        return new TestApi(config.with(given.server(), given.accounts()), vertx);
    }

    private Browser guest() {
        var guest = api.browser();
        assertThat(begin(guest).status()).isEqualTo(201);
        return guest;
    }

    private static Browser.Answer begin(Browser browser) {
        return browser.send("POST", "/api/v1/guests");
    }

    private static JsonObject user(Browser.Answer answer) {
        return answer.json().getJsonObject("user");
    }

    @Test
    void ofEveryOperationAGuestMayDoWhatTheContractSays() throws IOException {
        api.browser().signUp("ada@lab.org");
        var guest = guest();
        var wrong = new ArrayList<String>();
        int refused = 0;
        for (var path : contract().getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                var security = ((JsonObject) operation.getValue())
                        .getJsonArray("security", contract().getJsonArray("security"));
                if (security.isEmpty()) {
                    continue; // whose caller is not even looked for
                }
                var answer = guest.send(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        "/api/v1" + path.getKey().replaceAll("\\{\\w+}", "none"),
                        "{}",
                        "application/json");
                boolean may = security.stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(alternative -> alternative.isEmpty() || alternative.containsKey("guest"));
                refused += may ? 0 : 1;
                boolean was = answer.status() == 403;
                if (may == was || (was && !answer.type().equals("account/needed"))) {
                    wrong.add(operation.getKey() + " " + path.getKey() + ": " + answer.status());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused).isGreaterThan(20);
    }

    /** What a guest may is written here once more, so that nobody adds to it in passing. */
    @Test
    void theContractLetsGuestsCheckAndRunAndNothingElse() throws IOException {
        var may = new ArrayList<String>();
        for (var path : contract().getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                var each = (JsonObject) operation.getValue();
                if (each.getJsonArray("security", new JsonArray()).stream()
                        .anyMatch(alternative -> ((JsonObject) alternative).containsKey("guest"))) {
                    may.add(each.getString("operationId"));
                }
            }
        }
        assertThat(may)
                .containsExactlyInAnyOrder(
                        "whoAmI",
                        "listPanels",
                        "readPanel",
                        "checkSequences",
                        "readFiles",
                        "listJobs",
                        "submitJob",
                        "submitPair",
                        "readJob",
                        "readInput",
                        "deleteJob",
                        "cancelJob",
                        "listJobEvents",
                        "readResult",
                        "readResultCsv",
                        "readResultTsv",
                        "readResultXlsx",
                        "readAligned",
                        "listRows",
                        "streamEvents");
    }

    @Test
    void aGuestNeverIsTheOperatorAndNobodyAnOperatorSeesOrMakes() {
        var guest = guest();
        var id = user(guest.get("/session")).getString("id");
        assertThat(user(guest.get("/session")).getBoolean("guest")).isTrue();

        var operator = api.browser();
        assertThat(user(operator.signUp("ada@lab.org")).getString("role")).isEqualTo("operator");
        assertThat(operator.get("/admin/users").json().getJsonArray("items")).hasSize(1);
        var role = new JsonObject().put("role", "operator").encode();
        var made = operator.send("PUT", "/api/v1/admin/users/" + id + "/role", role, "application/json");
        assertThat(made.type()).isEqualTo("operator/user-not-found");
        assertThat(operator.send("POST", "/api/v1/admin/users/" + id + "/sign-out")
                        .type())
                .isEqualTo("operator/user-not-found");
        assertThat(user(guest.get("/session")).getBoolean("guest")).isTrue();
    }

    @Test
    void nobodySignsInAsAGuest() {
        var id = user(guest().get("/session")).getString("id");

        for (var password : List.of("guest", "Guest", "a walk along the drift line")) {
            assertThat(api.browser().signIn(id, password).type()).isEqualTo("auth/invalid-credentials");
            assertThat(api.browser().signIn("", password).status()).isEqualTo(422);
        }
    }

    @Test
    void signingUpMakesTheGuestThatUserAndEndsTheGuestsSession() {
        api.browser().signUp("ada@lab.org");
        var guest = guest();
        var id = user(guest.get("/session")).getString("id");
        var before = Map.copyOf(guest.cookies);

        var signedUp = guest.signUp("eve@lab.org");

        assertThat(user(signedUp))
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("name", "Ada")
                        .put("email", "eve@lab.org")
                        .put("role", "user")
                        .put("guest", false));
        assertThat(guest.get("/tokens").status()).isEqualTo(200);
        var planted = api.browser();
        planted.cookies.putAll(before);
        assertThat(planted.get("/session").status()).isEqualTo(401);
        assertThat(planted.send("POST", "/api/v1/session/refresh").status()).isEqualTo(401);
        assertThat(user(api.browser().signIn("eve@lab.org", Browser.PASSWORD)).getString("id"))
                .isEqualTo(id);
        api.clock.advance(Duration.ofDays(2));
        Running.await(api.guests.sweep());
        assertThat(api.browser().signIn("eve@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void aGuestWhoIsTheFirstToSignUpIsTheOperator() {
        assertThat(user(guest().signUp("ada@lab.org")).getString("role")).isEqualTo("operator");
        assertThat(user(guest().signUp("eve@lab.org")).getString("role")).isEqualTo("user");
    }

    @Test
    void whatIsRefusedLeavesTheGuestAGuest() {
        api.browser().signUp("ada@lab.org");
        var guest = guest();

        assertThat(guest.signUp("ADA@lab.org").type()).isEqualTo("account/email-taken");
        assertThat(user(guest.get("/session")).getBoolean("guest")).isTrue();
        assertThat(user(guest.signUp("eve@lab.org")).getString("role")).isEqualTo("user");
    }

    @Test
    void whoComesTooLateSignsUpAsSomebodyNew() {
        api.browser().signUp("ada@lab.org");
        var guest = guest();
        var id = user(guest.get("/session")).getString("id");
        api.clock.advance(config.accounts().guests().kept().plusSeconds(1));

        assertThat(user(guest.signUp("eve@lab.org")).getString("id")).isNotEqualTo(id);
        assertThat(guests()).isEqualTo(1);
        Running.await(api.guests.sweep());
        assertThat(guests()).isZero();
    }

    @Test
    void aSessionLastsAsLongAsItsGuestWhoThenGoesWithIt() {
        var guest = guest();
        var kept = config.accounts().guests().kept();
        api.clock.advance(kept.minusMinutes(2));
        assertThat(guest.send("POST", "/api/v1/session/refresh").status()).isEqualTo(200);
        Running.await(api.guests.sweep());
        assertThat(guest.get("/session").status()).isEqualTo(200);

        api.clock.advance(Duration.ofMinutes(2));
        assertThat(guest.get("/session").status()).isEqualTo(401);
        assertThat(guest.send("POST", "/api/v1/session/refresh").status()).isEqualTo(401);
        Running.await(api.guests.sweep());
        assertThat(guests()).isZero();
    }

    @Test
    void signingOutOrInHasTheGuestForgotten() {
        api.browser().signUp("ada@lab.org");
        var one = guest();
        var another = guest();
        assertThat(guests()).isEqualTo(2);

        assertThat(one.send("DELETE", "/api/v1/session").status()).isEqualTo(204);
        assertThat(another.signIn("ada@lab.org", Browser.PASSWORD).status()).isEqualTo(200);
        Running.await(api.guests.sweep());

        assertThat(guests()).isZero();
        assertThat(another.get("/session").status()).isEqualTo(200);
    }

    @Test
    void allThatAGuestRanGoesWithThem() {
        var guest = guest();
        var id = user(guest.get("/session")).getString("id");
        var stays = user(guest().get("/session")).getString("id");
        for (var owner : List.of(id, stays)) {
            api.addJob(owner);
        }
        assertThat(api.count("SELECT COUNT(*) FROM job")).isEqualTo(2);
        guest.send("DELETE", "/api/v1/session");

        Running.await(api.guests.sweep());

        for (var table : List.of("job", "job_input", "event", "event_counter")) {
            assertThat(api.count("SELECT COUNT(*) FROM " + table)).as(table).isEqualTo(1);
        }
        assertThat(api.count("SELECT COUNT(*) FROM job WHERE user_id = '" + stays + "'"))
                .isEqualTo(1);
        assertThat(guests()).isEqualTo(1);
    }

    @Test
    void beginningTwiceIsOneGuestAndAUserStaysOne() {
        var guest = guest();
        var again = begin(guest);
        assertThat(again.status()).isEqualTo(200);
        assertThat(user(again)).isEqualTo(user(guest.get("/session")));

        var ada = api.browser();
        ada.signUp("ada@lab.org");
        assertThat(user(begin(ada)).getString("email")).isEqualTo("ada@lab.org");
        assertThat(guests()).isEqualTo(1);
    }

    @Test
    void guestsAreCountedByNetworkAndInAll() {
        api.close();
        api = running(Map.of(
                "accounts.guests.perHour", Integer.toString(OF_NETWORK),
                "accounts.guests.most", Integer.toString(OF_ALL)));
        IntStream.range(0, OF_NETWORK)
                .forEach(i -> assertThat(from("203.0.113." + i).status()).isEqualTo(201));
        var more = from("203.0.113.9");
        assertThat(more.status()).isEqualTo(429);
        assertThat(more.type()).isEqualTo("quota/guests");
        assertThat(Integer.parseInt(more.header("Retry-After"))).isBetween(1, 3600);

        IntStream.range(OF_NETWORK, OF_ALL)
                .forEach(i -> assertThat(from("198.51." + i + ".1").status()).isEqualTo(201));
        assertThat(from("192.0.2.1").type()).isEqualTo("quota/guests");
        api.clock.advance(Duration.ofHours(2));
        assertThat(from("192.0.2.1").type()).as("all places are taken").isEqualTo("quota/guests");
        assertThat(guests()).isEqualTo(OF_ALL);
        api.clock.advance(Duration.ofDays(1));
        Running.await(api.guests.sweep());
        assertThat(from("192.0.2.1").status()).isEqualTo(201);
    }

    private Browser.Answer from(String address) {
        return begin(api.browser().with("X-Forwarded-For", address));
    }

    @Test
    void whereNoneAreLetInNobodyBegins() {
        assertThat(api.browser().get("/service").json().getBoolean("guests")).isTrue();
        assertThat(api.browser().get("/limits").json().getJsonObject("guests").getInteger("records"))
                .isEqualTo(30);
        api.close();
        api = running(Map.of("accounts.guests.admitted", "never"));

        assertThat(begin(api.browser()).type()).isEqualTo("account/needed");
        assertThat(api.browser().get("/service").json().getBoolean("guests")).isFalse();
        assertThat(api.browser().get("/limits").json().getJsonObject("guests")).isNull();
    }

    @Test
    void aForeignPageBeginsNone() {
        var answer = begin(api.browser().with("Origin", "https://evil.example"));
        assertThat(answer.type()).isEqualTo("request/cross-site");
        assertThat(guests()).isZero();
    }

    @Test
    void aGuestsBodyIsSmall() {
        var guest = guest();
        int most = config.accounts().guests().bodyBytes();
        var body =
                new JsonObject().put("modelId", 1).put("encodingId", "one-hot").put("sequences", "A".repeat(most));

        assertThat(guest.post("/jobs", body).type()).isEqualTo("request/too-large");
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        assertThat(ada.post("/jobs", body).status()).isNotEqualTo(413);
    }

    private int guests() {
        return api.count("SELECT COUNT(*) FROM `user` WHERE role = 'GUEST'");
    }

    private static JsonObject contract() throws IOException {
        return new JsonObject(
                new YAMLMapper().readValue(Contract.text().getBytes(), new TypeReference<Map<String, Object>>() {}));
    }
}
