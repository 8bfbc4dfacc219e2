package io.driftline.accounts.institute;

import java.util.Optional;

/**
 * What a browser brings back from the provider.
 *
 * @param attempt the secret that the browser got when it set out; empty if it has none
 * @param issuer who answers, where the answer says so (RFC 9207); else empty
 */
public record ProviderAnswer(Optional<Attempt> attempt, String state, String code, String issuer) {}
