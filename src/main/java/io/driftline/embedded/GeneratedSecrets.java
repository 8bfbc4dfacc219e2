package io.driftline.embedded;

import io.driftline.config.Secret;
import io.driftline.config.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets made on the first start and kept in files of their own that only the owner may read. */
final class GeneratedSecrets {
    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    GeneratedSecrets(Path folder) {
        this.folder = folder;
    }

    /** 32 random bytes in base64url, the same at each start. */
    Secret get(String name) {
        Path file = folder.resolve(name);
        try {
            return new Secret(Files.exists(file) ? Files.readString(file).strip() : create(file));
        } catch (IOException e) {
            throw new StartException("The secret " + file + " can be neither read nor written: " + e.getMessage(), e);
        }
    }

    private String create(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        writePrivately(file, secret);
        return secret;
    }

    /** Whole or not at all, so that a crash cannot leave half a secret; readable by the owner alone from the start. */
    static void writePrivately(Path file, String text) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(folder, ".draft", null, ownerOnly);
        Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
