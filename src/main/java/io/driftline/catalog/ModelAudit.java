package io.driftline.catalog;

import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Who did what to which model version, and when; only ever added to. */
public final class ModelAudit {
    private static final int REASON_LETTERS = 2_000;

    private ModelAudit() {}

    /** What was done to a version. */
    public enum Action {
        CHECKED,
        REJECTED,
        ACTIVATED,
        ROLLED_BACK,
        RETIRED
    }

    /**
     * Adds an entry.
     *
     * @param user null for the service itself
     * @param name null for a version whose name could not be read
     * @param reason why it was rejected
     */
    public static Future<Void> write(
            SqlClient client,
            Action action,
            @Nullable UserId user,
            @Nullable ModelVersionName name,
            @Nullable String reason,
            LocalDateTime now) {
        return client.preparedQuery("INSERT INTO model_audit (at, user_id, action, name, version, digest, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        now,
                        user == null ? null : user.value(),
                        action.name(),
                        name == null ? null : name.name(),
                        name == null ? null : name.version(),
                        name == null ? null : name.digest(),
                        reason == null ? null : reason.substring(0, Math.min(reason.length(), REASON_LETTERS))))
                .mapEmpty();
    }
}
