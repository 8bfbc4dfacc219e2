package io.driftline.api;

import io.driftline.accounts.SessionGrant;
import io.driftline.config.Config;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The two session cookies. Under HTTPS they are {@code __Host-} cookies: Secure, and no other host can set them. Without it
 * they have other names, so that a plain one is never taken for a secure one.
 */
final class Cookies {
    private final boolean secure;
    private final String access;
    private final String refresh;

    Cookies(Config.Server server) {
        secure = isSecure(server);
        access = (secure ? "__Host-" : "") + "driftline_at";
        refresh = (secure ? "__Host-" : "") + "driftline_rt";
    }

    /** Whether browsers reach this server by HTTPS. */
    static boolean isSecure(Config.Server server) {
        var publicUrl = server.publicUrl();
        return server.tls() != null || (publicUrl != null && publicUrl.startsWith("https://"));
    }

    Optional<String> access(RoutingContext ctx) {
        return value(ctx, access);
    }

    /** Only for renewing and signing out; everything else ignores it. */
    Optional<String> refresh(RoutingContext ctx) {
        return value(ctx, refresh);
    }

    boolean present(RoutingContext ctx) {
        return access(ctx).isPresent() || refresh(ctx).isPresent();
    }

    void give(RoutingContext ctx, SessionGrant grant) {
        set(ctx, access, grant.access(), grant.accessFor());
        if (!grant.refresh().isEmpty()) {
            set(ctx, refresh, grant.refresh(), grant.refreshFor());
        }
    }

    void clear(RoutingContext ctx) {
        set(ctx, access, "", Duration.ZERO);
        set(ctx, refresh, "", Duration.ZERO);
    }

    private static Optional<String> value(RoutingContext ctx, String name) {
        var cookie = ctx.request().getCookie(name);
        return Optional.ofNullable(cookie).map(Cookie::getValue).filter(value -> !value.isEmpty());
    }

    private void set(RoutingContext ctx, String name, String value, Duration lasts) {
        ctx.response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(lasts.toSeconds()));
    }
}
