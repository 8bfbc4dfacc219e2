package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Config;
import io.driftline.testing.Certificates;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.tls.TlsOptions;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The broker behind something that speaks TLS alone. */
@ExtendWith(StackExtension.class)
class BrokerTlsIT {
    @Test
    void bothClientsBelieveTheAuthorityThatWasNamedAndNoOther(Config config, Vertx vertx, @TempDir Path folder)
            throws Exception {
        var known = Certificates.selfSigned(folder.resolve("known"));
        var foreign = Certificates.selfSigned(folder.resolve("foreign"));
        int port = secured(vertx, config.broker().port(), known);

        var right = new RabbitConnections(vertx, config.broker().at("127.0.0.1", port, known.certificate()));
        var client = right.client();
        Running.await(client.start());
        assertThat(client.isConnected()).isTrue();
        Running.await(client.stop());
        try (var connection = right.open()) {
            assertThat(connection.isOpen()).isTrue();
        }

        var wrong = new RabbitConnections(vertx, config.broker().at("127.0.0.1", port, foreign.certificate()));
        assertThatThrownBy(() -> Running.await(wrong.client().start())).hasRootCauseInstanceOf(Exception.class);
        assertThatThrownBy(wrong::open).isInstanceOf(SSLException.class);
    }

    private static int secured(Vertx vertx, int broker, Config.Tls certificate) {
        var options = new NetServerOptions();
        TlsOptions.serve(options, certificate);
        var out = vertx.createNetClient();
        return Running.await(vertx.createNetServer(options)
                        .connectHandler(in -> {
                            in.pause();
                            out.connect(broker, "127.0.0.1")
                                    .onSuccess(inner -> {
                                        inner.pipeTo(in);
                                        in.pipeTo(inner);
                                    })
                                    .onFailure(gone -> in.close());
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }
}
