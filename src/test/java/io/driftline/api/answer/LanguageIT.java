package io.driftline.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Problems in the language that the reader asks for. */
@ExtendWith(StackExtension.class)
final class LanguageIT {
    private TestApi api;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void answersInChineseToWhoPrefersIt() {
        for (var language : List.of("zh", "zh-CN", "ZH-hans-SG, en;q=0.5", "fr, zh;q=0.8, en;q=0.3")) {
            var refused = api.browser().with("Accept-Language", language).get("/session");
            assertThat(refused.header("Content-Language")).as(language).isEqualTo("zh-CN");
            assertThat(refused.type()).isEqualTo("auth/required");
            assertThat(refused.json().getString("title")).isEqualTo("请先登录");
            assertThat(refused.json().getString("detail")).startsWith("请登录");
            assertThat(refused.raw().headers().allValues("Vary")).anyMatch(vary -> vary.contains("Accept-Language"));
        }
    }

    @Test
    void answersInEnglishToEverybodyElse() {
        for (var language : List.of("en", "en-GB, zh;q=0.9", "fr", "zh;q=0", "*", "no; such = thing,,", "")) {
            var refused = api.browser().with("Accept-Language", language).get("/session");
            assertThat(refused.header("Content-Language")).as(language).isEqualTo("en");
            assertThat(refused.json().getString("title")).isEqualTo("Sign in first");
        }
        assertThat(api.browser().get("/session").header("Content-Language")).isEqualTo("en");
    }

    @Test
    void translatesWhatIsWrongWithAField() {
        var weak =
                new JsonObject().put("email", "ada@lab.org").put("name", "Ada").put("password", "short");
        var refused = chinese().post("/users", weak);
        assertThat(refused.json().getString("title")).isEqualTo("不能使用这个密码");
        assertThat(refused.json().getString("detail")).isEqualTo("密码至少须有 12 个字符；用一句短话即可。");
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("detail"))
                .isEqualTo(refused.json().getString("detail"));
    }

    @Test
    void namesTheSentenceAlikeInEachLanguage() {
        var weak =
                new JsonObject().put("email", "ada@lab.org").put("name", "Ada").put("password", "short");
        for (var asked : List.of(chinese(), api.browser())) {
            var refused = asked.post("/users", weak).json();
            assertThat(refused.getString("key")).isEqualTo("account.password-short");
            assertThat(refused.getJsonObject("params")).isEqualTo(new JsonObject().put("least", 12));
            var error = refused.getJsonArray("errors").getJsonObject(0);
            assertThat(error.getString("key")).isEqualTo("account.password-short");
            assertThat(error.getJsonObject("params")).isEqualTo(new JsonObject().put("least", 12));
        }
        assertThat(api.browser().get("/session").json().getString("key")).isNotBlank();
    }

    @Test
    void carriesOverWhatWasSent() {
        var named =
                new JsonObject().put("email", "a@b.org").put("password", "x").put("colour", 1);
        var refused = chinese().post("/session", named);
        assertThat(refused.json().getString("title")).isEqualTo("提交了服务器不认识的内容");
        assertThat(refused.json().getString("detail")).isEqualTo("不认识字段 /colour，请去掉。");
    }

    @Test
    void alsoThoseRefusedAtTheDoor() {
        var refused = chinese().send("BREW", "/");
        assertThat(refused.header("Content-Language")).isEqualTo("zh-CN");
        assertThat(refused.json().getString("title")).isEqualTo("此处不能进行该操作");
        assertThat(refused.json().getString("detail")).contains("Allow");
    }

    private Browser chinese() {
        return api.browser().with("Accept-Language", "zh-CN");
    }
}
