package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With two PEM files the cookies become {@code __Host-} ones, and browsers are told to stay with HTTPS. */
@ExtendWith(StackExtension.class)
final class TlsIT {
    private static final String STORE_PASSWORD = "only-for-this-test";

    @Test
    void securesCookiesUnderHttps(@TempDir Path folder, Config config, Vertx vertx) throws Exception {
        var tls = selfSigned(folder);
        try (var api = new TestApi(
                config,
                vertx,
                server -> new Config.Server(
                        server.host(), 0, server.publicUrl(), server.allowedOrigins(), List.of(), tls))) {
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

    private static Config.Tls selfSigned(Path folder) throws Exception {
        var store = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        var certificate = pem(folder, "CERTIFICATE", keys.getCertificate("it").getEncoded());
        var key = pem(
                folder,
                "PRIVATE KEY",
                keys.getKey("it", STORE_PASSWORD.toCharArray()).getEncoded());
        return new Config.Tls(certificate, key);
    }

    private static Path pem(Path folder, String kind, byte[] bytes) throws Exception {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
