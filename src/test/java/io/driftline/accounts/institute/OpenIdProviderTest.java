package io.driftline.accounts.institute;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.driftline.config.OpenId;
import io.driftline.identity.Role;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider's token has to be to prove anybody, whoever wrote it. */
final class OpenIdProviderTest {
    private static final String CLIENT = "driftline";

    private final Vertx vertx = Vertx.vertx();
    private final Attempt attempt = Attempt.begin();
    private HttpServer server;
    private RSAKey shown;
    private JsonObject more = new JsonObject();
    private String token = "";
    private OpenIdProvider provider;

    @BeforeEach
    void start() throws JOSEException {
        shown = new RSAKeyGenerator(2048).keyID("key").generate();
        server = Running.await(
                vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
        var settings = new OpenId(issuer(), CLIENT, null, "The lab", null, "groups", "curators", null);
        provider = new OpenIdProvider(vertx, settings, "http://127.0.0.1/signin/return", Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        Running.await(vertx.close());
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        var answer =
                switch (request.path()) {
                    case "/.well-known/openid-configuration" ->
                        new JsonObject()
                                .put("issuer", issuer())
                                .put("authorization_endpoint", issuer() + "/authorize")
                                .put("token_endpoint", issuer() + "/token")
                                .put("userinfo_endpoint", issuer() + "/userinfo")
                                .put("jwks_uri", issuer() + "/jwks");
                    case "/jwks" ->
                        new JsonObject(new JWKSet(shown).toPublicJWKSet().toJSONObject());
                    case "/token" ->
                        new JsonObject()
                                .put("access_token", "opaque")
                                .put("token_type", "Bearer")
                                .put("id_token", token);
                    default -> more;
                };
        request.response().putHeader("Content-Type", "application/json").end(answer.encode());
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("1")
                .claim("nonce", attempt.nonce())
                .claim("email", "ada@lab.org")
                .claim("email_verified", true)
                .claim("name", "Ada\u202e\nByron")
                .claim("groups", "readers")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private Person person() {
        return Running.await(provider.person(attempt, "code"));
    }

    private void isRefused(String given) {
        token = given;
        var outcome = Running.await(provider.person(attempt, "code")
                .map(believed -> new AssertionError("believed to be " + believed))
                .<Throwable>map(failure -> failure)
                .recover(Future::succeededFuture));
        assertThat(outcome).isInstanceOfSatisfying(ServiceException.class, refused -> assertThat(refused.type())
                .isEqualTo(ProblemType.PROVIDER_REFUSED));
    }

    @Test
    void aTokenThatIsRightSaysWhoItIs() throws JOSEException {
        token = signed(shown, claims().build());
        assertThat(person())
                .isEqualTo(new Person(issuer(), "1", Optional.of("ada@lab.org"), "Ada  Byron", Optional.of(Role.USER)));
    }

    @Test
    void keysOfOthersAndNoKeysSignNothing() throws JOSEException {
        var stranger = new RSAKeyGenerator(2048).keyID("key").generate();
        isRefused(signed(stranger, claims().build()));
        isRefused(new PlainJWT(claims().build()).serialize());
        var byPublicKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key").build(), claims().build());
        byPublicKey.sign(new MACSigner(shown.toRSAPublicKey().getEncoded()));
        isRefused(byPublicKey.serialize());
        isRefused("nonsense");
        isRefused("");
        token = signed(shown, claims().build());
        assertThat(person().subject()).isEqualTo("1");
    }

    @Test
    void aTokenOfAnotherTimeIssuerClientOrTryIsRefused() throws JOSEException {
        isRefused(signed(
                shown,
                claims().expirationTime(Date.from(Instant.now().minusSeconds(120)))
                        .build()));
        isRefused(signed(shown, claims().expirationTime(null).build()));
        isRefused(signed(shown, claims().issuer("https://evil.example").build()));
        isRefused(signed(shown, claims().audience("another").build()));
        isRefused(signed(shown, claims().audience((String) null).build()));
        isRefused(signed(shown, claims().claim("azp", "another").build()));
        isRefused(signed(shown, claims().claim("nonce", Attempt.begin().nonce()).build()));
        isRefused(signed(shown, claims().subject("").build()));
        isRefused(signed(shown, claims().subject("é".repeat(10)).build()));
    }

    @Test
    void aKeyThatIsNewerThanThoseKnownIsLookedFor() throws JOSEException {
        token = signed(shown, claims().build());
        assertThat(person().subject()).isEqualTo("1");
        shown = new RSAKeyGenerator(2048).keyID("next").generate();
        token = signed(shown, claims().subject("2").build());
        assertThat(person().subject()).isEqualTo("2");
        isRefused(signed(new RSAKeyGenerator(2048).keyID("never shown").generate(), claims().build()));
    }

    @Test
    void whatIsSaidOfTheUserElsewhereCountsOnlyIfItIsOfTheSame() throws JOSEException {
        token = signed(shown, claims().claim("email", null).build());
        more = new JsonObject().put("sub", "1").put("email", "ada@lab.org").put("email_verified", "true");
        assertThat(person().email()).contains("ada@lab.org");
        more.put("sub", "2");
        assertThat(person().email()).isEmpty();
    }

    @Test
    void anEmailThatIsNotVerifiedIsNone() throws JOSEException {
        token = signed(shown, claims().claim("email_verified", false).build());
        assertThat(person().email()).isEmpty();
        token = signed(shown, claims().claim("email_verified", null).build());
        assertThat(person().email()).isEmpty();
    }
}
