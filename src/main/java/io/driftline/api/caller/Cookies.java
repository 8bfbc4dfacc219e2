package io.driftline.api.caller;

import io.driftline.accounts.credentials.SessionGrant;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two session cookies, which go when the browser closes unless their session stays, and that of a try to sign in by a
 * provider. Under HTTPS they are {@code __Host-} cookies: Secure, and no other host can set them. Without it
 * they have other names, so that a plain one is never taken for a secure one. Browsers send a host's cookies to all its
 * ports, so that each port but the usual ones has names of its own: two installations on one host know nothing of each other.
 * An installation below a path shares its host with services of others: its cookies are sent to that path alone, which
 * {@code __Host-} forbids, and have the path in their names, for it may lie below another installation's.
 */
public final class Cookies {
    private static final String ACCESS = "driftline_at";
    private static final String OF_HOST = "__Host-";
    private static final String SECURE = "__Secure-";
    private static final String REFRESH = "driftline_rt";
    private static final String ATTEMPT = "driftline_ot";

    /** Longer than it takes to find one's password. */
    private static final Duration ATTEMPT_LASTS = Duration.ofMinutes(15);

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

    /** The secret of a try to sign in by a provider that this browser is about. */
    public Optional<String> attempt(RoutingContext ctx) {
        return value(ctx, ATTEMPT);
    }

    public void giveAttempt(RoutingContext ctx, String secret) {
        ctx.response().addCookie(cookie(ctx, ATTEMPT, secret).setMaxAge(ATTEMPT_LASTS.toSeconds()));
    }

    public void clearAttempt(RoutingContext ctx) {
        ctx.response().addCookie(cookie(ctx, ATTEMPT, "").setMaxAge(0));
    }

    public boolean present(RoutingContext ctx) {
        return access(ctx).isPresent() || refresh(ctx).isPresent();
    }

    public void give(RoutingContext ctx, SessionGrant grant) {
        give(ctx, ACCESS, grant.access(), grant.accessFor(), grant.stays());
        if (!grant.refresh().isEmpty()) {
            give(ctx, REFRESH, grant.refresh(), grant.refreshFor(), grant.stays());
        }
    }

    private void give(RoutingContext ctx, String name, String value, Duration lasts, boolean stays) {
        var cookie = cookie(ctx, name, value);
        ctx.response().addCookie(stays ? cookie.setMaxAge(lasts.toSeconds()) : cookie);
    }

    public void clear(RoutingContext ctx) {
        ctx.response().addCookie(cookie(ctx, ACCESS, "").setMaxAge(0));
        ctx.response().addCookie(cookie(ctx, REFRESH, "").setMaxAge(0));
    }

    private Optional<String> value(RoutingContext ctx, String name) {
        var cookie = ctx.request().getCookie(name(name, ctx.request()));
        return Optional.ofNullable(cookie).map(Cookie::getValue).filter(value -> !value.isEmpty());
    }

    public static boolean isOurs(String name) {
        return Stream.of("", OF_HOST, SECURE)
                .flatMap(prefix -> Stream.of(ACCESS, REFRESH, ATTEMPT).map(own -> prefix + own))
                .anyMatch(name::startsWith);
    }

    private String name(String plain, HttpServerRequest request) {
        var port = proxies.port(request);
        var path = proxies.path();
        var name = (port.isPresent() ? plain + "_" + port.getAsInt() : plain) + path.replace('/', '~');
        if (!proxies.isSecure(request)) {
            return name;
        }
        return (path.isEmpty() ? OF_HOST : SECURE) + name;
    }

    private Cookie cookie(RoutingContext ctx, String name, String value) {
        return Cookie.cookie(name(name, ctx.request()), value)
                .setPath(proxies.path().isEmpty() ? "/" : proxies.path())
                .setHttpOnly(true)
                .setSecure(proxies.isSecure(ctx.request()))
                .setSameSite(CookieSameSite.STRICT);
    }
}
