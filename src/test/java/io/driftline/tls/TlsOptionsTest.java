package io.driftline.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Config;
import io.driftline.config.Secret;
import io.driftline.config.WorkerServers;
import io.driftline.dispatch.FlaskModelWorkers;
import io.driftline.testing.Certificates;
import io.driftline.testing.Running;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What listens and what calls, over real handshakes. */
class TlsOptionsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrustManager ANYBODY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    @TempDir
    static Path folder = Path.of("");

    private static Config.@Nullable Tls certificate;
    private static int port;

    @BeforeAll
    static void listen() throws Exception {
        certificate = Certificates.selfSigned(folder);
        var options = new HttpServerOptions();
        TlsOptions.serve(options, certificate);
        port = Running.await(VERTX.createHttpServer(options)
                        .requestHandler(request -> request.response().end("{\"models\": []}"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterAll
    static void stop() {
        Running.await(VERTX.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"})
    void speaksForwardSecretAuthenticatedCiphers(String cipher) throws Exception {
        assertThat(handshake("TLSv1." + (cipher.contains("_WITH_") ? 2 : 3), cipher))
                .isEqualTo(cipher);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_128_CBC_SHA"
            })
    void refusesOlderCiphers(String cipher) {
        assertThatThrownBy(() -> handshake("TLSv1.2", cipher)).isInstanceOf(SSLException.class);
    }

    @Test
    void aWorkerIsBelievedByTheAuthorityThatWasNamed() {
        var authority = Objects.requireNonNull(certificate).certificate();
        assertThat(Running.await(workers(authority).models(address()))).isNotNull();
    }

    @Test
    void aWorkerThatNobodyVouchesForIsNotTalkedTo() {
        assertThatThrownBy(() -> Running.await(workers(null).models(address())))
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    private static FlaskModelWorkers workers(@Nullable Path authority) {
        return new FlaskModelWorkers(
                VERTX, WorkerServers.one(address(), new Secret("token"), Duration.ofSeconds(2), authority));
    }

    private static String address() {
        return "https://127.0.0.1:" + port;
    }

    private static String handshake(String version, String cipher) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {ANYBODY}, new SecureRandom());
        try (var socket = (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress().getHostAddress(), port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.setEnabledCipherSuites(new String[] {cipher});
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }
}
