package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.embedded.FreePort;
import io.driftline.testing.Folders;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.ReverseProxy;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in as whom a proxy names, which is believed of trusted ones alone. */
@ExtendWith(StackExtension.class)
final class NamedByProxyIT {
    private static final String USER = "X-Remote-User";
    private static final String NAME = "X-Remote-Name";

    private Config config;
    private Vertx vertx;
    private TestApi api;

    @BeforeEach
    void wire(Config servers, Vertx theirs) {
        config = servers;
        vertx = theirs;
        api = running(Map.of("server.trustedProxies", "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private TestApi running(Map<String, String> more) {
        var values = new HashMap<>(Map.of("accounts.proxy.userHeader", USER, "accounts.proxy.nameHeader", NAME));
        values.putAll(more);
        var settings = TestConfig.of(values);
        return new TestApi(config.with(settings.server(), settings.accounts()), vertx);
    }

    @Test
    void whoeverIsNamedComesToTheSameAccountEachTime() {
        var browser = api.browser().with(USER, "ada@lab.org").with(NAME, "Ada");
        assertThat(browser.get("/service").json().getString("named")).isEqualTo("Ada");
        var ada = user(signIn(browser));
        assertThat(ada.getString("name")).isEqualTo("Ada");
        assertThat(user(browser.get("/session"))).isEqualTo(ada);
        assertThat(browser.get("/service").json().getJsonObject("user")).isEqualTo(ada);
        assertThat(user(signIn(api.browser().with(USER, "ada@lab.org")))).isEqualTo(ada);
        assertThat(browser.send("DELETE", "/api/v1/session").status()).isEqualTo(204);
        assertThat(browser.get("/session").status()).isEqualTo(401);
    }

    @Test
    void aHeaderThatNoTrustedProxyWroteNamesNobody() {
        assertThat(signIn(api.browser()).type()).isEqualTo("auth/not-named");
        signIn(api.browser().with(USER, "ada@lab.org"));

        api.close();
        api = running(Map.of("server.trustedProxies", "10.0.0.1"));
        var forger = api.browser().with(USER, "ada@lab.org").with("X-Forwarded-For", "10.0.0.1");
        var refused = signIn(forger);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.type()).isEqualTo("auth/not-named");
        assertThat(forger.get("/service").json().getValue("named")).isNull();
        assertThat(forger.cookies).isEmpty();
    }

    @Test
    void aHeaderThatStandsTwiceNamesNobody() throws IOException, InterruptedException {
        var asked = HttpRequest.newBuilder(URI.create(api.origin() + "/api/v1/session/proxy"))
                .header("Origin", api.origin())
                .header("Content-Type", "application/json")
                .header(USER, "eve@lab.org")
                .header(USER, "ada@lab.org")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        var answer = HttpClient.newHttpClient().send(asked.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isBetween(400, 401);
        assertThat(api.count("SELECT COUNT(*) FROM identity")).isZero();
    }

    @Test
    void aBrowserThatPassesToAnotherPersonShowsNothingOfTheFirst() {
        var shared = api.browser().with(USER, "ada@lab.org");
        var ada = user(signIn(shared));
        shared.with(USER, "eve@lab.org");
        var service = shared.get("/service").json();
        assertThat(service.getValue("user")).isNull();
        assertThat(service.getBoolean("renewable")).isFalse();
        var eve = user(signIn(shared));
        assertThat(eve.getString("id")).isNotEqualTo(ada.getString("id"));
        shared.with(USER, "ada@lab.org");
        assertThat(shared.get("/service").json().getValue("user")).isNull();
    }

    @Test
    void anAccountWithAPasswordIsConnectedByItsUser() {
        var ada = api.browser();
        var id = user(ada.signUp("ada@lab.org")).getString("id");
        assertThat(signIn(api.browser().with(USER, "ada@lab.org")).type()).isEqualTo("account/email-taken");
        ada.with(USER, "ada@lab.org");
        assertThat(ada.get("/service").json().getJsonObject("user").getString("id"))
                .isEqualTo(id);
        assertThat(ada.send("POST", "/api/v1/account/proxy").status()).isEqualTo(204);
        assertThat(user(signIn(api.browser().with(USER, "ada@lab.org"))).getString("id"))
                .isEqualTo(id);
        assertThat(signIn(api.browser().with(USER, "no address")).type()).isEqualTo("auth/not-named");
        assertThat(signIn(api.browser().with(USER, "b7")).type()).isEqualTo("account/email-unverified");
    }

    @Test
    void nginxNamesWhoShowedItTheirPassword() throws IOException, InterruptedException {
        api.close();
        int port = FreePort.find();
        var site = "http://127.0.0.1:" + port;
        api = running(Map.of("server.trustedProxies", "127.0.0.1", "server.publicUrl", site + "/driftline"));
        var folder = Folders.fresh(Folders.ofTests("proxies").resolve("sign-in"));
        var proxy = ReverseProxy.NGINX_SIGN_IN.before(api.port(), vertx, folder, port);
        var people = Files.writeString(folder.resolve("people"), "ada@lab.org:{PLAIN}pond\neve@lab.org:{PLAIN}pool\n");
        var conf = folder.resolve("proxy.conf");
        Files.writeString(conf, Files.readString(conf).replace("/etc/nginx/driftline-people", people.toString()));
        Running.await(proxy.start(Duration.ofSeconds(30)));
        try {
            assertThat(ask(site, "ada@lab.org", "wrong").statusCode()).isEqualTo(401);
            var ada = ask(site, "ada@lab.org", "pond");
            assertThat(ada.statusCode()).as(ada.body()).isEqualTo(200);
            assertThat(new JsonObject(ada.body()).getJsonObject("user").getString("email"))
                    .isEqualTo("ada@lab.org");
            assertThat(new JsonObject(ask(site, "eve@lab.org", "pool").body())
                            .getJsonObject("user")
                            .getString("email"))
                    .isEqualTo("eve@lab.org");
        } finally {
            Running.await(proxy.stop());
        }
    }

    /** With what everybody can write besides: the proxy's own word takes its place. */
    private static HttpResponse<String> ask(String site, String user, String password)
            throws IOException, InterruptedException {
        var shown = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var asked = HttpRequest.newBuilder(URI.create(site + "/driftline/api/v1/session/proxy"))
                .header("Authorization", "Basic " + shown)
                .header("Origin", site)
                .header("Content-Type", "application/json")
                .header(USER, "operator@lab.org")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        return HttpClient.newHttpClient().send(asked.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Browser.Answer signIn(Browser browser) {
        return browser.post("/session/proxy", new JsonObject());
    }

    private static JsonObject user(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 201);
        return answer.json().getJsonObject("user");
    }
}
