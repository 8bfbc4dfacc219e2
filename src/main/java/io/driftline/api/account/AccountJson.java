package io.driftline.api.account;

import io.driftline.accounts.credentials.PersonalToken;
import io.driftline.accounts.credentials.Scope;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Users and their tokens as answers say them. */
public final class AccountJson {
    private AccountJson() {}

    /** Who somebody is, as {@code user}. */
    public static JsonObject user(User user) {
        return new JsonObject()
                .put(
                        "user",
                        new JsonObject()
                                .put("id", user.id().value())
                                .put("name", user.name())
                                .put("email", user.email())
                                .put("role", user.role() == Role.OPERATOR ? "operator" : "user")
                                .put("guest", user.role() == Role.GUEST));
    }

    static JsonObject tokens(List<PersonalToken> tokens) {
        var items = new JsonArray();
        tokens.forEach(token -> items.add(token(token)));
        return new JsonObject().put("items", items);
    }

    static JsonObject token(PersonalToken token) {
        return new JsonObject()
                .put("id", token.id().value())
                .put("name", token.name())
                .put("scopes", labels(token.scopes()))
                .put("createdAt", token.createdAt())
                .put("expiresAt", token.expiresAt())
                .put("lastUsedAt", token.lastUsedAt());
    }

    private static JsonArray labels(Set<Scope> scopes) {
        return new JsonArray(scopes.stream().sorted().map(Scope::label).toList());
    }
}
