package io.driftline.accounts.institute;

import io.driftline.identity.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * One try to sign in by a provider. All that ties the provider's answer to the browser that asked follows from one secret,
 * which the browser alone keeps; nothing of it is stored here.
 */
public record Attempt(String secret) {
    public static Attempt begin() {
        return new Attempt(Secrets.random());
    }

    /** What the provider's answer brings back by the address. */
    String state() {
        return derived("state");
    }

    /** What the provider writes into the ID token. */
    String nonce() {
        return derived("nonce");
    }

    /** What only who asked can show for the code; RFC 7636. */
    String verifier() {
        return derived("verifier");
    }

    /** What the provider holds the verifier against, by {@code S256}. */
    String challenge() {
        return text(Secrets.hash(verifier()).getBytes());
    }

    /** Whether the provider's answer belongs to this try; takes the same time whatever is given. */
    boolean began(String state) {
        return MessageDigest.isEqual(state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    private String derived(String use) {
        return text(Secrets.hash(use + ":" + secret).getBytes());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "an attempt";
    }
}
