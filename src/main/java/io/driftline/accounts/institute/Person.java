package io.driftline.accounts.institute;

import io.driftline.identity.Role;
import java.util.Optional;

/**
 * Whom a provider vouches for.
 *
 * @param subject never given to another person by that issuer, whatever becomes of their e-mail
 * @param email empty unless the provider has verified it
 * @param role that a claim gives, where the settings name one
 */
public record Person(String issuer, String subject, Optional<String> email, String name, Optional<Role> role) {}
