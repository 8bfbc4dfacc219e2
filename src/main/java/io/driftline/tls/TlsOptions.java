package io.driftline.tls;

import io.driftline.config.Config;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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

    /**
     * For clients whose protocol turns to TLS by itself: believes this authority alone, for the name that was called.
     *
     * @param authority PEM file of certificates
     */
    public static ClientSSLOptions trusting(Path authority) {
        var options = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
        options.setEnabledSecureTransportProtocols(VERSIONS);
        CIPHERS.forEach(options::addEnabledCipherSuite);
        return options;
    }

    /**
     * For clients that know nothing of Vert.x.
     *
     * @param authority PEM file of certificates
     */
    public static SSLContext context(Path authority) throws IOException {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(authority));
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificates of " + authority + " cannot be used", unusable);
        }
    }

    private static KeyStore store(Path authority) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(authority)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("ca-" + store.size(), each);
            }
        }
        return store;
    }

    private static void harden(TCPSSLOptions options) {
        options.setEnabledSecureTransportProtocols(VERSIONS);
        CIPHERS.forEach(options::addEnabledCipherSuite);
    }
}
