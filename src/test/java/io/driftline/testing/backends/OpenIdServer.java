package io.driftline.testing.backends;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** A provider of OpenID Connect, made by others, with its own keys, pages and codes. */
public final class OpenIdServer implements AutoCloseable {
    public static final String CLIENT = "driftline";
    public static final String NAME = "Example University";
    private static final String REALM = "lab";
    private static final int AN_HOUR = 3600;

    private final MockOAuth2Server server;

    /** @param asksWho whether it has a page on which people say who they are, or lets everybody through at once */
    public OpenIdServer(boolean asksWho) {
        server = new MockOAuth2Server(new OAuth2Config(asksWho));
        server.start(0);
    }

    public String issuer() {
        return server.issuerUrl(REALM).toString();
    }

    /** The settings by path of an installation at this port whose people sign in here. */
    public Map<String, String> settings(int port, String path) {
        var settings = new HashMap<>(settings(issuer(), port));
        settings.put("server.publicUrl", "http://127.0.0.1:" + port + path);
        return settings;
    }

    /** The same of a provider elsewhere. */
    public static Map<String, String> settings(String issuer, int port) {
        return Map.of(
                "server.port",
                Integer.toString(port),
                "server.publicUrl",
                "http://127.0.0.1:" + port,
                "accounts.openid.issuer",
                issuer,
                "accounts.openid.clientId",
                CLIENT,
                "accounts.openid.clientSecret",
                "known to both",
                "accounts.openid.name",
                NAME);
    }

    /** Who the next one to sign in will be, with what is said of them. */
    public void next(String subject, Map<String, Object> claims) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(REALM, subject, "JWT", List.of(CLIENT), claims, AN_HOUR));
    }

    /** Where it sends a browser that comes with this address, as the page tells of it. */
    public static JsonObject answerTo(String address) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding());
            var back = query(answer.headers().firstValue("Location").orElseThrow());
            return new JsonObject().put("state", back.get("state")).put("code", back.get("code"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** What an address asks, by name. */
    public static Map<String, String> query(String address) {
        var asked = new HashMap<String, String>();
        new QueryStringDecoder(address).parameters().forEach((name, values) -> asked.put(name, values.get(0)));
        return asked;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
