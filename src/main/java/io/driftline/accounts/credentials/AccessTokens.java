package io.driftline.accounts.credentials;

import io.driftline.config.Secret;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Ids;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/**
 * Signed access tokens: compact JWTs under one algorithm and one key.
 *
 * <p>The header must be exactly ours before anything is verified, so that no {@code alg}, {@code jwk} or {@code zip} of a
 * forger is ever acted on. Times are checked here against the injected clock.
 */
public final class AccessTokens {
    private static final String ALGORITHM = "HS256";
    private static final String TYPE = "access";
    private static final String ISSUER = "driftline";
    private static final String AUDIENCE = "driftline-api";
    private static final int MAX_LETTERS = 2048;
    private static final int MIN_KEY_BYTES = 32;
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final JWTAuth jwt;
    private final Clock clock;

    /** @param key base64url of at least 32 bytes */
    public AccessTokens(Vertx vertx, Secret key, Clock clock) {
        this.clock = clock;
        var bytes = Base64.getUrlDecoder().decode(key.value());
        if (bytes.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("the session key has fewer than " + MIN_KEY_BYTES + " bytes");
        }
        jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(bytes)))
                        .setJWTOptions(new JWTOptions()
                                .setIssuer(ISSUER)
                                .addAudience(AUDIENCE)
                                .setIgnoreExpiration(true)));
    }

    /** What a valid token says. */
    record Claims(UserId user, CredentialId session) {}

    String issue(UserId user, CredentialId session, Instant expires) {
        long now = clock.instant().getEpochSecond();
        var claims = new JsonObject()
                .put("typ", TYPE)
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("sub", user.value())
                .put("sid", session.value())
                .put("jti", Ids.random())
                .put("iat", now)
                .put("nbf", now)
                .put("exp", expires.getEpochSecond());
        return jwt.generateToken(
                claims, new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true));
    }

    /** Fails with INVALID_TOKEN, or with SESSION_EXPIRED if only its time is over. */
    Future<Claims> verify(String token) {
        if (token.length() > MAX_LETTERS || !hasOurHeader(token)) {
            return Future.failedFuture(invalid());
        }
        // Within compose, for the library throws at some claims of the wrong type.
        return Future.succeededFuture(new TokenCredentials(token))
                .compose(jwt::authenticate)
                .recover(refused -> Future.failedFuture(invalid()))
                .map(user -> user.attributes().getJsonObject("accessToken"))
                .map(this::check);
    }

    private static boolean hasOurHeader(String token) {
        var segments = token.split("\\.", -1);
        if (segments.length != 3) {
            return false;
        }
        try {
            var header = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(segments[0])));
            return header.fieldNames().equals(Set.of("alg", "typ"))
                    && ALGORITHM.equals(header.getValue("alg"))
                    && "JWT".equals(header.getValue("typ"));
        } catch (DecodeException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private Claims check(JsonObject claims) {
        var now = clock.instant();
        if (now.plus(SKEW).isBefore(seconds(claims, "nbf")) || now.plus(SKEW).isBefore(seconds(claims, "iat"))) {
            throw invalid();
        }
        text(claims, "jti");
        if (!TYPE.equals(text(claims, "typ"))) {
            throw invalid();
        }
        var read = new Claims(new UserId(id(claims, "sub")), new CredentialId(id(claims, "sid")));
        if (!now.isBefore(seconds(claims, "exp"))) {
            throw ServiceException.of(ProblemType.SESSION_EXPIRED, AccountWords.RENEW_SESSION.message());
        }
        return read;
    }

    private static Instant seconds(JsonObject claims, String name) {
        var value = claims.getValue(name);
        if (value instanceof Integer || value instanceof Long) {
            return Instant.ofEpochSecond(((Number) value).longValue());
        }
        throw invalid();
    }

    private static String id(JsonObject claims, String name) {
        var id = text(claims, name);
        if (!Ids.isId(id)) {
            throw invalid();
        }
        return id;
    }

    private static String text(JsonObject claims, String name) {
        if (claims.getValue(name) instanceof String text) {
            return text;
        }
        throw invalid();
    }

    private static ServiceException invalid() {
        return ServiceException.of(ProblemType.INVALID_TOKEN, AccountWords.SIGN_IN_AGAIN.message());
    }
}
