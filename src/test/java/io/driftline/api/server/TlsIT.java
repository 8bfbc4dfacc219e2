package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.Certificates;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With two PEM files the cookies become {@code __Host-} ones, and browsers are told to stay with HTTPS. */
@ExtendWith(StackExtension.class)
final class TlsIT {
    @Test
    void securesCookiesUnderHttps(@TempDir Path folder, Config config, Vertx vertx) throws Exception {
        var tls = Certificates.selfSigned(folder);
        var settings = TestConfig.of(Map.of(
                "server.tls.certificate", tls.certificate().toString(),
                "server.tls.key", tls.key().toString()));
        try (var api = new TestApi(config.with(settings.server()), vertx)) {
            var options = new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
            var client = api.vertx.createHttpClient(options);
            var body = new JsonObject()
                    .put("email", "ada@lab.org")
                    .put("name", "Ada")
                    .put("password", Browser.PASSWORD);
            var response = Running.await(client.request(HttpMethod.POST, api.port(), "127.0.0.1", "/api/v1/users")
                    .compose(request -> request.putHeader("Content-Type", "application/json")
                            .putHeader("Origin", api.origin())
                            .send(body.toBuffer())));
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.cookies()).hasSize(2).allSatisfy(cookie -> assertThat(cookie)
                    .startsWith("__Host-driftline_")
                    .contains("; Secure", "SameSite=Strict", "Path=/")
                    .doesNotContain("Domain"));
            assertThat(response.getHeader("Strict-Transport-Security")).contains("max-age=63072000");
            assertThat(response.getHeader("Content-Security-Policy")).contains("wss://127.0.0.1:" + api.port());
            Running.await(client.close());
        }
    }
}
