package io.driftline.tls;

import io.driftline.config.Config;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * TLS as RFC 9325 and OWASP ASVS 12.1 recommend it: versions 1.3 and 1.2, authenticated ciphers with forward secrecy alone.
 * The Java platform's own list goes on to CBC and to RSA key exchange.
 */
public final class TlsOptions {
    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private TlsOptions() {}

    /** Lets a server speak TLS alone with this certificate; without one nothing changes. */
    public static void serve(NetServerOptions options, Config.@Nullable Tls tls) {
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
            harden(options);
        }
    }

    /**
     * Lets a client, where it speaks TLS, believe this authority alone; without one, those of the Java platform.
     *
     * @param authority PEM file of certificates
     */
    public static void call(ClientOptionsBase options, @Nullable Path authority) {
        if (authority != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
        }
        harden(options);
    }

    private static void harden(TCPSSLOptions options) {
        options.setEnabledSecureTransportProtocols(VERSIONS);
        CIPHERS.forEach(options::addEnabledCipherSuite);
    }
}
