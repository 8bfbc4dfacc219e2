package io.driftline.testing;

import io.driftline.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Certificates that live for two days, made by the JDK's own tool. */
public final class Certificates {
    private static final String STORE_PASSWORD = "only-for-this-test";

    private Certificates() {}

    /** One that localhost and 127.0.0.1 may show, and that is its own authority. */
    public static Config.Tls selfSigned(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Files.createDirectories(folder);
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
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
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
        if (made.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        var keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        var certificate = pem(folder, "CERTIFICATE", keys.getCertificate("it").getEncoded());
        var key = pem(
                folder,
                "PRIVATE KEY",
                keys.getKey("it", STORE_PASSWORD.toCharArray()).getEncoded());
        return new Config.Tls(certificate, key);
    }

    private static Path pem(Path folder, String kind, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
