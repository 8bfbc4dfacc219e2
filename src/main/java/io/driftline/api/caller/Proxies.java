package io.driftline.api.caller;

import io.driftline.config.Config;
import io.driftline.config.Network;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who really asks, and by which scheme. Anybody can write {@code X-Forwarded-} headers, so they are believed of the
 * proxies that the settings name, and of nobody else.
 */
public final class Proxies {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final List<Network> trusted;
    private final String path;
    private final boolean secure;
    private final boolean schemeIsKnown;

    public Proxies(Config.Server server) {
        trusted = server.trustedProxies().stream()
                .map(Network::parse)
                .flatMap(Optional::stream)
                .toList();
        path = server.path();
        var publicUrl = server.publicUrl();
        secure = server.tls() != null || (publicUrl != null && publicUrl.startsWith("https://"));
        schemeIsKnown = secure || publicUrl != null;
    }

    /** Whether the browser reaches this service by HTTPS. */
    public boolean isSecure(HttpServerRequest request) {
        return schemeIsKnown
                ? secure
                : isTrusted(peer(request)) && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    /** The port that the browser names in its address; none where it is the scheme's own. */
    OptionalInt port(HttpServerRequest request) {
        var authority = request.authority();
        int port = authority == null ? -1 : authority.port();
        return port < 0 || port == (isSecure(request) ? HTTPS : HTTP) ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The path of this installation on its host, such as {@code /driftline}; empty at the root. */
    String path() {
        return path;
    }

    /** The address of the client: the nearest one that no trusted proxy has. */
    public String client(HttpServerRequest request) {
        var address = peer(request);
        for (var before : forwardedFor(request)) {
            if (!isTrusted(address) || NetUtil.createByteArrayFromIpAddressString(before) == null) {
                break;
            }
            address = before;
        }
        return address;
    }

    /** Nearest first: each proxy adds at the end whom it was asked by. */
    private static List<String> forwardedFor(HttpServerRequest request) {
        var addresses = new ArrayList<String>();
        for (var header : request.headers().getAll("X-Forwarded-For")) {
            for (var address : header.split(",", -1)) {
                addresses.add(address.strip());
            }
        }
        Collections.reverse(addresses);
        return addresses;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether the nearest one that asks is a trusted proxy. */
    boolean isFromTrusted(HttpServerRequest request) {
        return isTrusted(peer(request));
    }

    private static String peer(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }
}
