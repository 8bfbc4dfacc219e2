package io.driftline.api.catalogue;

import io.driftline.accounts.Accounts;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/** What serves here, so that a page or a report can name it. */
public final class ServiceApi implements ApiOperations {
    private final String version;
    private final Accounts accounts;

    /** @param version of this build */
    public ServiceApi(String version, Accounts accounts) {
        this.version = version;
        this.accounts = accounts;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readService", this::read);
    }

    private void read(RoutingContext ctx) {
        Answers.of(ctx, accounts.registration().map(registration -> new JsonObject()
                .put("name", "Driftline")
                .put("version", version)
                .put("registration", registration.name().toLowerCase(Locale.ROOT))));
    }
}
