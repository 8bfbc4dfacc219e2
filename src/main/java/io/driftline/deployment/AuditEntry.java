package io.driftline.deployment;

import io.driftline.catalog.ModelAudit;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was done to a version.
 *
 * @param user the id of who did it; absent for the service itself
 * @param by their name, while they have an account
 */
public record AuditEntry(
        Instant at,
        ModelAudit.Action action,
        Optional<String> user,
        Optional<String> by,
        Optional<String> name,
        Optional<String> version,
        Optional<String> digest,
        Optional<String> reason) {}
