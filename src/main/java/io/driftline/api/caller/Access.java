package io.driftline.api.caller;

import io.driftline.accounts.credentials.Scope;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an operation, as its {@code security} in the contract says: {@code []} everybody, an alternative {@code {}}
 * everybody with or without proof, {@code session} a signed-in user, with the scope guest one without an account, {@code token} a
 * personal token with those scopes.
 *
 * @param proof whether a caller has to be known, may be, or is not even looked for
 * @param guests whether who has no account may, too
 * @param scopes those that a token needs; empty if no token will do
 */
public record Access(Proof proof, boolean guests, Optional<Set<Scope>> scopes) {
    private static final String MARK = "x-access";
    private static final String GUEST = "guest";
    private static final String TOKEN = "token";

    public enum Proof {
        NOT_ASKED,
        WELCOME,
        REQUIRED
    }

    public static Access of(Operation operation) {
        return of(operation.getOpenAPIModel().getJsonArray(MARK));
    }

    public static Access of(JsonArray security) {
        Optional<Set<Scope>> scopes = security.stream()
                .map(JsonObject.class::cast)
                .filter(alternative -> alternative.containsKey(TOKEN))
                .findFirst()
                .map(alternative -> alternative.getJsonArray(TOKEN).stream()
                        .map(label -> Scope.of(String.valueOf(label)))
                        .collect(Collectors.toUnmodifiableSet()));
        boolean welcome = security.stream().map(JsonObject.class::cast).anyMatch(JsonObject::isEmpty);
        boolean guests = welcome
                || security.stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(alternative -> alternative.containsKey(GUEST));
        return new Access(
                security.isEmpty() ? Proof.NOT_ASKED : welcome ? Proof.WELCOME : Proof.REQUIRED, guests, scopes);
    }

    /** Puts what the contract says where {@link #of(Operation)} finds it; the router's library would want to act on it. */
    public static void mark(JsonObject operation, JsonArray byDefault) {
        @Nullable JsonArray own = (JsonArray) operation.remove("security");
        operation.put(MARK, own == null ? byDefault : own);
    }

    /** Throws ACCOUNT_NEEDED, FORBIDDEN or MISSING_SCOPE unless this caller may. */
    public void permit(Caller caller) {
        if (caller.isGuest() && !guests) {
            throw ServiceException.of(ProblemType.ACCOUNT_NEEDED, AccountWords.ACCOUNT_ONLY.message());
        }
        if (!caller.byToken()) {
            return;
        }
        var needed = scopes.orElseThrow(
                () -> ServiceException.of(ProblemType.FORBIDDEN, AccountWords.PASSWORD_ONLY.message()));
        var missing = needed.stream()
                .filter(scope -> !caller.scopes().contains(scope))
                .toList();
        if (!missing.isEmpty() && !caller.scopes().contains(Scope.ALL)) {
            throw ServiceException.of(
                    ProblemType.MISSING_SCOPE, AccountWords.SCOPE_MISSING.message(Scope.join(missing, ", ")));
        }
    }
}
