package io.driftline.accounts.institute;

import io.driftline.config.OpenId;
import io.driftline.config.Secret;
import io.driftline.tls.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider, as its discovery document describes it: the authorization code flow with PKCE. What it says is believed once
 * the signature, issuer, audience, times and nonce of its ID token are right.
 */
public final class OpenIdProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final OpenId settings;
    private final String returnAddress;
    private final IdToken tokens;
    private @Nullable Future<OAuth2Auth> found;

    /** @param returnAddress to which the provider sends browsers back */
    public OpenIdProvider(Vertx vertx, OpenId settings, String returnAddress, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.returnAddress = returnAddress;
        tokens = new IdToken(settings, clock);
    }

    /** What the page calls it. */
    public String name() {
        return settings.name();
    }

    /** Whether an answer that names its issuer is this provider's. */
    boolean isFrom(String issuer) {
        return issuer.isEmpty() || trimmed(issuer).equals(trimmed(settings.issuer()));
    }

    /** Where the browser goes to sign in; fails with PROVIDER_AWAY. */
    Future<String> address(Attempt attempt) {
        return discovered()
                .map(provider -> provider.authorizeURL(new OAuth2AuthorizationURL()
                        .setRedirectUri(returnAddress)
                        .addScope("openid")
                        .addScope("profile")
                        .addScope("email")
                        .setState(attempt.state())
                        .setCodeChallenge(attempt.challenge())
                        .setCodeChallengeMethod("S256")
                        .putAdditionalParameter("nonce", attempt.nonce())));
    }

    /** Whom the code stands for, once; fails with PROVIDER_AWAY or PROVIDER_REFUSED. */
    Future<Person> person(Attempt attempt, String code) {
        var credentials = new Oauth2Credentials()
                .setFlow(OAuth2FlowType.AUTH_CODE)
                .setCode(code)
                .setRedirectUri(returnAddress)
                .setCodeVerifier(attempt.verifier());
        return discovered().compose(provider -> provider.authenticate(credentials)
                .compose(user -> claims(provider, user)
                        .map(claims -> tokens.verified(claims, attempt.nonce()))
                        .compose(claims -> withMore(provider, user, claims)))
                .map(tokens::person)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(this::refused));
    }

    /** The claims of an ID token that is signed by a key of the provider; it may have one that is newer than those we know. */
    private static Future<JsonObject> claims(OAuth2Auth provider, User user) {
        var claims = user.attributes().getJsonObject("idToken");
        if (claims != null) {
            return Future.succeededFuture(claims);
        }
        var token = user.principal().getString("id_token");
        if (token == null || !user.attributes().containsKey("missing-kid")) {
            return Future.failedFuture("the ID token is missing, or not one of this provider for this client");
        }
        return provider.jWKSet()
                .compose(renewed -> provider.authenticate(new TokenCredentials(token)))
                .map(again -> Optional.ofNullable(again.attributes().getJsonObject("accessToken"))
                        .orElseThrow(() -> new IllegalStateException("the ID token's key is not the provider's")));
    }

    /** Some providers keep e-mail and name out of the ID token. Who is known already comes in without them. */
    private static Future<JsonObject> withMore(OAuth2Auth provider, User user, JsonObject claims) {
        if (claims.containsKey("email")) {
            return Future.succeededFuture(claims);
        }
        return provider.userInfo(user)
                .map(more -> claims.getString("sub").equals(more.getString("sub"))
                        ? more.copy().mergeIn(claims)
                        : claims)
                .onFailure(failure -> LOG.warn("the OpenID provider says no more of a user: {}", failure.getMessage()))
                .otherwise(claims);
    }

    private synchronized Future<OAuth2Auth> discovered() {
        var known = found;
        if (known == null || known.failed()) {
            known = OpenIDConnectAuth.discover(vertx, options())
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .recover(this::away);
            found = known;
        }
        return known;
    }

    private OAuth2Options options() {
        var http = new HttpClientOptions().setConnectTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        TlsOptions.call(http, settings.ca());
        return new OAuth2Options()
                .setSite(trimmed(settings.issuer()))
                .setClientId(settings.clientId())
                .setClientSecret(Optional.ofNullable(settings.clientSecret())
                        .map(Secret::value)
                        .orElse(null))
                .setHttpClientOptions(http);
    }

    private <T> Future<T> away(Throwable failure) {
        LOG.atWarn().addKeyValue("issuer", settings.issuer()).setCause(failure).log("OpenID provider not reached");
        return Future.failedFuture(InstituteRefusals.away(name()));
    }

    private <T> Future<T> refused(Throwable failure) {
        if (failure instanceof IOException || failure instanceof TimeoutException) {
            return away(failure);
        }
        LOG.atWarn()
                .addKeyValue("issuer", settings.issuer())
                .addKeyValue("why", failure.getMessage())
                .log("sign-in by the OpenID provider refused");
        return Future.failedFuture(InstituteRefusals.refused(name()));
    }

    private static String trimmed(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
