package io.driftline.api.body;

import io.driftline.input.bytes.Source;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of a form, by their fields, in their order; a JSON body has none. */
public record Files(Map<String, List<Source>> byField) {
    public static final Files NONE = new Files(Map.of());

    private static final String KEY = "driftline.files";

    public void keep(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    public static Files of(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.get(KEY), NONE);
    }

    public List<Source> of(String field) {
        return byField.getOrDefault(field, List.of());
    }
}
