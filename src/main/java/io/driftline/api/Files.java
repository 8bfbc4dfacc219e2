package io.driftline.api;

import io.driftline.input.Source;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of a form, by their fields, in their order; a JSON body has none. */
record Files(Map<String, List<Source>> byField) {
    static final Files NONE = new Files(Map.of());

    private static final String KEY = "driftline.files";

    void keep(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    static Files of(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.get(KEY), NONE);
    }

    List<Source> of(String field) {
        return byField.getOrDefault(field, List.of());
    }
}
