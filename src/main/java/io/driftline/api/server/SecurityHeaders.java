package io.driftline.api.server;

import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every answer says to browsers, errors included: load only from here, frame nowhere, sniff nothing. */
final class SecurityHeaders {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[a-z0-9.\\-]+(:\\d{1,5})?|\\[[0-9a-f:.]+\\](:\\d{1,5})?");
    private static final String TWO_YEARS = "max-age=63072000";

    private final String importMapHash;
    private final Proxies proxies;
    private final @Nullable String publicHost;
    private final String path;
    private final String own;
    private final String transport;

    /** @param page the page whose one inline script, the import map, is allowed by its hash */
    SecurityHeaders(Config.Server server, Proxies proxies, String page) {
        var map = IMPORT_MAP.matcher(page);
        importMapHash = map.find() ? " 'sha256-" + sha256(map.group(1)) + "'" : "";
        this.proxies = proxies;
        var publicUrl = server.publicUrl();
        publicHost = publicUrl == null
                ? null
                : publicUrl.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        path = server.path().isEmpty() ? "" : server.path() + "/";
        // What else the host serves is others': it may load nothing into this page, and its subdomains are not ours to
        // bind.
        own = publicUrl == null || path.isEmpty() ? "'self'" : publicUrl.replaceFirst("/$", "") + "/";
        transport = path.isEmpty() ? TWO_YEARS + "; includeSubDomains" : TWO_YEARS;
    }

    void put(HttpServerRequest request) {
        var headers = request.response().headers();
        headers.set("Content-Security-Policy", policy(request));
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.set("Cache-Control", "no-store");
        if (proxies.isSecure(request)) {
            headers.set("Strict-Transport-Security", transport);
        }
    }

    /** Names the own socket, because not every browser reads {@code 'self'} as covering it. */
    private String policy(HttpServerRequest request) {
        return "default-src 'none'; script-src " + own + importMapHash + "; style-src " + own + "; img-src " + own
                + " data:; font-src " + own + "; connect-src " + own + socket(request)
                + "; base-uri 'none'; form-action " + own + "; frame-ancestors 'none'; object-src 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html driftline-worker";
    }

    private String socket(HttpServerRequest request) {
        var host = publicHost == null ? request.getHeader("Host") : publicHost;
        if (host == null || !HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            return "";
        }
        return (proxies.isSecure(request) ? " wss://" : " ws://") + host.toLowerCase(Locale.ROOT) + path;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
