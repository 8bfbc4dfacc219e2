package io.driftline.api.caller;

import io.driftline.config.Config;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may use a browser's session: our own, and the exact origins of the allow-list. Guards against cross-site
 * requests (CSRF) and cross-site sockets, and answers CORS for the allow-list alone.
 */
public final class Origins {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int NO_CONTENT = 204;
    private static final String PREFLIGHT_LASTS_SECONDS = "600";

    private final @Nullable String own;
    private final Proxies proxies;
    private final Set<String> allowed;
    private final Cookies cookies;

    public Origins(Config.Server server, Proxies proxies, Cookies cookies) {
        var publicUrl = server.publicUrl();
        own = publicUrl == null ? null : originOf(publicUrl);
        this.proxies = proxies;
        allowed = server.allowedOrigins().stream().map(Origins::originOf).collect(Collectors.toUnmodifiableSet());
        this.cookies = cookies;
    }

    /** Guards every request of the API. */
    public void guard(RoutingContext ctx) {
        var origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        ctx.response().headers().add(HttpHeaders.VARY, "Origin, Sec-Fetch-Site");
        if (origin != null && allowed.contains(origin)) {
            allow(ctx, origin);
        }
        if (isPreflight(ctx)) {
            answerPreflight(ctx, origin);
        } else if (SAFE.contains(ctx.request().method()) || mayChange(ctx, origin)) {
            ctx.next();
        } else {
            ctx.fail(foreign(ctx));
        }
    }

    /** Guards a WebSocket, which no CORS rule protects: a cookie alone does not open one. */
    public void guardSocket(RoutingContext ctx) {
        var origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        boolean fromScript = origin == null && Callers.of(ctx).byToken();
        if (fromScript || (origin != null && isOurs(ctx, origin))) {
            ctx.next();
        } else {
            ctx.fail(foreign(ctx));
        }
    }

    /** A script sends no {@code Origin}; but whoever holds a cookie is a browser, and browsers send one. */
    private boolean mayChange(RoutingContext ctx, @Nullable String origin) {
        if (origin != null) {
            return isOurs(ctx, origin) && (allowed.contains(origin) || !isCrossSite(ctx));
        }
        return !cookies.present(ctx) && !isCrossSite(ctx);
    }

    private static boolean isCrossSite(RoutingContext ctx) {
        return "cross-site".equals(ctx.request().getHeader("Sec-Fetch-Site"));
    }

    private boolean isOurs(RoutingContext ctx, String origin) {
        return allowed.contains(origin) || origin.equals(ownOrigin(ctx));
    }

    private String ownOrigin(RoutingContext ctx) {
        if (own != null) {
            return own;
        }
        var host = ctx.request().getHeader(HttpHeaders.HOST);
        return (proxies.isSecure(ctx.request()) ? "https://" : "http://")
                + (host == null ? "" : host.toLowerCase(Locale.ROOT));
    }

    private static boolean isPreflight(RoutingContext ctx) {
        return HttpMethod.OPTIONS.equals(ctx.request().method())
                && ctx.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    private static void allow(RoutingContext ctx, String origin) {
        ctx.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "Location, Retry-After");
    }

    private void answerPreflight(RoutingContext ctx, @Nullable String origin) {
        if (origin == null || !isOurs(ctx, origin)) {
            ctx.fail(foreign(ctx));
            return;
        }
        ctx.response()
                .setStatusCode(NO_CONTENT)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization, Idempotency-Key")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_LASTS_SECONDS)
                .end();
    }

    /** {@code https://a.example/} and {@code https://A.example} name the same origin. */
    private static String originOf(String url) {
        int path = url.indexOf('/', url.indexOf("://") + "://".length());
        return (path < 0 ? url : url.substring(0, path)).toLowerCase(Locale.ROOT);
    }

    private ServiceException foreign(RoutingContext ctx) {
        return ServiceException.of(ProblemType.FOREIGN_ORIGIN, AccountWords.ORIGIN.message(ownOrigin(ctx)));
    }
}
