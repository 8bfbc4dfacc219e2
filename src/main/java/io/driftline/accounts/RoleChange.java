package io.driftline.accounts;

import io.driftline.identity.Role;
import io.driftline.identity.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody got another role.
 *
 * @param by who changed it
 * @param byName their name, while they have an account
 * @param subject whose role it is
 * @param subjectName their name, while they have an account
 * @param role from then on
 */
public record RoleChange(
        Instant at, UserId by, Optional<String> byName, UserId subject, Optional<String> subjectName, Role role) {}
