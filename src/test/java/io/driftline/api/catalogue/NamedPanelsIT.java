package io.driftline.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.catalog.NamedPanels;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reference strains under names: kept, listed, read and deleted by who may. */
@ExtendWith(StackExtension.class)
final class NamedPanelsIT {
    /** A letter that no id has, and that the column of ids cannot hold. */
    private static final String OF_NO_FORM = "%C2%90";

    private static final String LETTERS = "QKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDSPHQILDG".repeat(4);

    private TestApi api;
    private Browser operator;
    private Browser user;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        operator = api.browser();
        operator.signUp("ada@lab.org");
        user = api.browser();
        user.signUp("bob@lab.org");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void givesBackWhatWasKept() {
        var kept = user.post("/panels", panel(" 季节 2026 ", strains(2)));
        assertThat(kept.status()).as(kept.raw().body()).isEqualTo(201);
        assertThat(kept.json().getString("name")).isEqualTo("季节 2026");
        assertThat(kept.json().getInteger("strains")).isEqualTo(2);
        assertThat(kept.json().getBoolean("shared")).isFalse();

        assertThat(user.get("/panels").json().getJsonArray("items")).containsExactly(kept.json());
        var read = user.get("/panels/" + kept.json().getString("id"));
        assertThat(read.json().getString("sequences"))
                .isEqualTo(">A/Strain/1/2020\n" + LETTERS + "\n>A/Strain/2/2020\n" + LETTERS + "\n");
    }

    @Test
    void isNobodyElses() {
        var id = keep(user, "/panels", "mine");
        var other = api.browser();
        other.signUp("eve@lab.org");

        assertThat(names(other)).isEmpty();
        assertThat(other.get("/panels/" + id).type()).isEqualTo("catalogue/panel-not-found");
        for (var stranger : List.of(other, operator)) {
            assertThat(stranger.send("DELETE", "/api/v1/panels/" + id).type()).isEqualTo("catalogue/panel-not-found");
        }
        assertThat(operator.send("DELETE", "/api/v1/admin/panels/" + id).status())
                .isEqualTo(404);
        assertThat(user.get("/panels/" + OF_NO_FORM).type()).isEqualTo("catalogue/panel-not-found");
        assertThat(user.send("DELETE", "/api/v1/panels/" + OF_NO_FORM).status()).isEqualTo(404);
        assertThat(user.send("DELETE", "/api/v1/panels/" + id).status()).isEqualTo(204);
        assertThat(user.send("DELETE", "/api/v1/panels/" + id).status()).isEqualTo(404);
        assertThat(names(user)).isEmpty();
    }

    @Test
    void operatorsKeepSomeForEverybody() {
        var id = keep(operator, "/admin/panels", "sera");
        assertThat(user.post("/admin/panels", panel("sera", strains(1))).type()).isEqualTo("auth/forbidden");
        assertThat(user.send("DELETE", "/api/v1/admin/panels/" + id).type()).isEqualTo("auth/forbidden");
        assertThat(user.send("DELETE", "/api/v1/panels/" + id).status()).isEqualTo(404);

        keep(user, "/panels", "sera");
        assertThat(names(user)).as("own and everybody's").containsExactly("sera", "sera");
        assertThat(user.get("/panels/" + id).json().getBoolean("shared")).isTrue();
        assertThat(operator.send("DELETE", "/api/v1/admin/panels/" + id).status())
                .isEqualTo(204);
        assertThat(names(operator)).isEmpty();
        assertThat(names(user)).containsExactly("sera");
    }

    @Test
    void hasOneOfANameAndSoManyInAll() {
        keep(user, "/panels", "one");
        assertThat(user.post("/panels", panel(" one", strains(1))).type()).isEqualTo("catalogue/panel-name-taken");
        assertThat(user.post("/panels", panel("One", strains(1))).status()).isEqualTo(201);
        IntStream.range(2, NamedPanels.MOST).forEach(number -> keep(user, "/panels", "panel " + number));

        var refused = user.post("/panels", panel("one more", strains(1)));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.type()).isEqualTo("quota/panels");
        assertThat(names(user)).hasSize(NamedPanels.MOST);
    }

    @Test
    void twoAtOnceDoNotGoPastTheLimit() {
        IntStream.range(1, NamedPanels.MOST).forEach(number -> keep(user, "/panels", "panel " + number));

        var answers = List.of("left", "right").parallelStream()
                .map(name -> user.post("/panels", panel(name, strains(1))).status())
                .toList();

        assertThat(answers).containsExactlyInAnyOrder(201, 429);
    }

    @Test
    void refusesWhatIsNoPanel() {
        assertThat(user.post("/panels", panel("  ", strains(1))).type()).isEqualTo("validation/invalid-field");
        assertThat(user.post("/panels", panel("x".repeat(101), strains(1))).type())
                .isEqualTo("validation/invalid-field");
        assertThat(user.post("/panels", panel("a\nb", strains(1))).type()).isEqualTo("validation/invalid-field");
        assertThat(user.post("/panels", panel("short", ">a\nQKLPG\n")).type()).isEqualTo("fasta/too-short");
        assertThat(user.post("/panels", panel("bare", LETTERS)).type()).isEqualTo("fasta/no-header");
        var many = user.post("/panels", panel("many", strains(NamedPanelsApi.MOST_STRAINS + 1)));
        assertThat(many.type()).isEqualTo("fasta/record-count");
        assertThat(many.json().getString("detail")).contains("501", "500");
        assertThat(user.get("/panels/none").status()).isEqualTo(404);
        assertThat(names(user)).isEmpty();
    }

    @Test
    void goesWithItsUser() {
        keep(user, "/panels", "mine");
        keep(operator, "/admin/panels", "ours");
        api.sql("DELETE FROM `user` WHERE email = 'bob@lab.org'");
        user.signUp("bob@lab.org");

        assertThat(names(user)).containsExactly("ours");
    }

    private static String keep(Browser browser, String path, String name) {
        var answer = browser.post(path, panel(name, strains(1)));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.json().getString("id");
    }

    private static List<String> names(Browser browser) {
        return browser.get("/panels").json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("name"))
                .toList();
    }

    private static JsonObject panel(String name, String sequences) {
        return new JsonObject().put("name", name).put("sequences", sequences);
    }

    private static String strains(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> ">A/Strain/" + number + "/2020\n" + LETTERS + "\n")
                .collect(Collectors.joining());
    }
}
