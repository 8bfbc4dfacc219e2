package io.driftline.api;

import io.driftline.accounts.SessionGrant;
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
    private static final String ACCESS = "driftline_at";
    private static final String SECURE = "__Host-";
    private static final String REFRESH = "driftline_rt";

    private final Proxies proxies;

    Cookies(Proxies proxies) {
        this.proxies = proxies;
    }

    Optional<String> access(RoutingContext ctx) {
        return value(ctx, ACCESS);
    }

    /** Only for renewing and signing out; everything else ignores it. */
    Optional<String> refresh(RoutingContext ctx) {
        return value(ctx, REFRESH);
    }

    boolean present(RoutingContext ctx) {
        return access(ctx).isPresent() || refresh(ctx).isPresent();
    }

    void give(RoutingContext ctx, SessionGrant grant) {
        set(ctx, ACCESS, grant.access(), grant.accessFor());
        if (!grant.refresh().isEmpty()) {
            set(ctx, REFRESH, grant.refresh(), grant.refreshFor());
        }
    }

    void clear(RoutingContext ctx) {
        set(ctx, ACCESS, "", Duration.ZERO);
        set(ctx, REFRESH, "", Duration.ZERO);
    }

    private Optional<String> value(RoutingContext ctx, String name) {
        var cookie = ctx.request().getCookie(prefixed(name, proxies.isSecure(ctx.request())));
        return Optional.ofNullable(cookie).map(Cookie::getValue).filter(value -> !value.isEmpty());
    }

    static boolean isOurs(String name) {
        var plain = name.startsWith(SECURE) ? name.substring(SECURE.length()) : name;
        return plain.equals(ACCESS) || plain.equals(REFRESH);
    }

    private static String prefixed(String name, boolean secure) {
        return secure ? SECURE + name : name;
    }

    private void set(RoutingContext ctx, String name, String value, Duration lasts) {
        boolean secure = proxies.isSecure(ctx.request());
        ctx.response()
                .addCookie(Cookie.cookie(prefixed(name, secure), value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(lasts.toSeconds()));
    }
}
