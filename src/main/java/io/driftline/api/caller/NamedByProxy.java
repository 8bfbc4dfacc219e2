package io.driftline.api.caller;

import io.driftline.accounts.institute.Person;
import io.driftline.config.Config;
import io.driftline.config.ProxySignIn;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a trusted proxy says that a request comes from. Anybody can write its headers, so those of others are taken off at
 * the door, and one that stands there twice names nobody.
 */
public final class NamedByProxy {
    private static final int LONGEST = 255;
    private static final int LONGEST_NAME = 100;

    /** As the issuer of identities, which a provider's always begins as an address. */
    private static final String ISSUER = "proxy";

    private final @Nullable ProxySignIn settings;
    private final Proxies proxies;

    public NamedByProxy(Config config) {
        settings = config.accounts().proxy();
        proxies = new Proxies(config.server());
    }

    /** Takes the headers off a request that does not come from a trusted proxy. */
    public void strip(HttpServerRequest request) {
        if (settings != null && !proxies.isFromTrusted(request)) {
            headers(settings).forEach(header -> request.headers().remove(header));
        }
    }

    /** Who it is; nobody where the settings name no header, or the request has not come through the proxy. */
    public Optional<Person> of(HttpServerRequest request) {
        if (settings == null || !proxies.isFromTrusted(request)) {
            return Optional.empty();
        }
        return value(request, settings.userHeader())
                .filter(user -> user.length() <= LONGEST && user.chars().allMatch(each -> each > ' ' && each <= '~'))
                .map(user -> person(request, settings, user));
    }

    private static Person person(HttpServerRequest request, ProxySignIn settings, String user) {
        var email = settings.emailHeader() == null
                ? Optional.of(user).filter(given -> given.contains("@"))
                : value(request, settings.emailHeader());
        var name = value(request, settings.nameHeader())
                .map(given -> given.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ")
                        .strip())
                .filter(given -> !given.isEmpty() && given.length() <= LONGEST_NAME)
                .orElse(user.substring(0, Math.min(user.length(), LONGEST_NAME)));
        return new Person(ISSUER, user, email, name, Optional.empty());
    }

    /** Proxies write UTF-8, of which headers keep the bytes. */
    private static Optional<String> value(HttpServerRequest request, @Nullable String header) {
        List<String> given = header == null ? List.of() : request.headers().getAll(header);
        return given.size() == 1
                ? Optional.of(new String(given.get(0).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                                .strip())
                        .filter(value -> !value.isEmpty())
                : Optional.empty();
    }

    private static Stream<String> headers(ProxySignIn settings) {
        return Stream.of(
                        Optional.of(settings.userHeader()),
                        Optional.ofNullable(settings.emailHeader()),
                        Optional.ofNullable(settings.nameHeader()))
                .flatMap(Optional::stream);
    }
}
