package io.driftline.api.caller;

import io.driftline.accounts.SessionGrant;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The two session cookies. Under HTTPS they are {@code __Host-} cookies: Secure, and no other host can set them. Without it
 * they have other names, so that a plain one is never taken for a secure one. Browsers send a host's cookies to all its
 * ports, so that each port but the usual ones has names of its own: two installations on one host know nothing of each other.
 */
public final class Cookies {
    private static final String ACCESS = "driftline_at";
    private static final String SECURE = "__Host-";
    private static final String REFRESH = "driftline_rt";

    private final Proxies proxies;

    public Cookies(Proxies proxies) {
        this.proxies = proxies;
    }

    public Optional<String> access(RoutingContext ctx) {
        return value(ctx, ACCESS);
    }

    /** Only for renewing and signing out; everything else ignores it. */
    public Optional<String> refresh(RoutingContext ctx) {
        return value(ctx, REFRESH);
    }

    public boolean present(RoutingContext ctx) {
        return access(ctx).isPresent() || refresh(ctx).isPresent();
    }

    public void give(RoutingContext ctx, SessionGrant grant) {
        set(ctx, ACCESS, grant.access(), grant.accessFor());
        if (!grant.refresh().isEmpty()) {
            set(ctx, REFRESH, grant.refresh(), grant.refreshFor());
        }
    }

    public void clear(RoutingContext ctx) {
        set(ctx, ACCESS, "", Duration.ZERO);
        set(ctx, REFRESH, "", Duration.ZERO);
    }

    private Optional<String> value(RoutingContext ctx, String name) {
        var cookie = ctx.request().getCookie(name(name, ctx.request()));
        return Optional.ofNullable(cookie).map(Cookie::getValue).filter(value -> !value.isEmpty());
    }

    public static boolean isOurs(String name) {
        var plain = name.startsWith(SECURE) ? name.substring(SECURE.length()) : name;
        return plain.startsWith(ACCESS) || plain.startsWith(REFRESH);
    }

    private String name(String plain, HttpServerRequest request) {
        var port = proxies.port(request);
        var name = port.isPresent() ? plain + "_" + port.getAsInt() : plain;
        return proxies.isSecure(request) ? SECURE + name : name;
    }

    private void set(RoutingContext ctx, String name, String value, Duration lasts) {
        ctx.response()
                .addCookie(Cookie.cookie(name(name, ctx.request()), value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(proxies.isSecure(ctx.request()))
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(lasts.toSeconds()));
    }
}
