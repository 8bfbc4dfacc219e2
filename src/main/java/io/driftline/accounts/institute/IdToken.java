package io.driftline.accounts.institute;

import io.driftline.config.OpenId;
import io.driftline.identity.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an ID token, whose signature was found right, has to say; OpenID Connect Core 3.1.3.7. */
final class IdToken {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NAME = 100;

    private final OpenId settings;
    private final Clock clock;

    IdToken(OpenId settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The same claims; throws {@link IllegalStateException} unless they are for this client, of this try, and hold now. */
    JsonObject verified(JsonObject claims, String nonce) {
        require(text(claims, "iss").isPresent(), "names no issuer");
        require(values(claims.getValue("aud")).anyMatch(settings.clientId()::equals), "is for another client");
        require(text(claims, "nonce").filter(nonce::equals).isPresent(), "is of another try");
        var expires = claims.getValue("exp") instanceof Number seconds ? seconds.longValue() : 0;
        require(clock.instant().isBefore(Instant.ofEpochSecond(expires).plus(SKEW)), "has expired");
        require(
                text(claims, "sub")
                        .filter(subject -> subject.length() <= LONGEST_SUBJECT)
                        .filter(subject -> subject.chars().allMatch(each -> each > ' ' && each <= '~'))
                        .isPresent(),
                "names nobody");
        return claims;
    }

    /** Whom verified claims are about. */
    Person person(JsonObject claims) {
        var email = text(claims, "email").filter(given -> isTrue(claims.getValue("email_verified")));
        var name = text(claims, "name")
                .or(() -> text(claims, "preferred_username"))
                .or(() -> email.map(address -> address.replaceFirst("@.*", "")))
                .orElse(settings.name());
        return new Person(claims.getString("iss"), claims.getString("sub"), email, clean(name), role(claims));
    }

    private Optional<Role> role(JsonObject claims) {
        var claim = settings.roleClaim();
        var operator = settings.operatorValue();
        if (claim == null || operator == null) {
            return Optional.empty();
        }
        var given = claims.containsKey(claim) ? claims.getValue(claim) : within(claims, claim);
        return Optional.of(values(given).anyMatch(operator::equals) ? Role.OPERATOR : Role.USER);
    }

    private static @Nullable Object within(JsonObject claims, String path) {
        @Nullable Object at = claims;
        for (var name : path.split("\\.", -1)) {
            at = at instanceof JsonObject object ? object.getValue(name) : null;
        }
        return at;
    }

    private static Stream<Object> values(@Nullable Object claim) {
        if (claim instanceof JsonArray several) {
            return several.stream();
        }
        return Stream.ofNullable(claim);
    }

    private static Optional<String> text(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** Some providers write it as text. */
    private static boolean isTrue(@Nullable Object claim) {
        return Boolean.TRUE.equals(claim) || "true".equals(claim);
    }

    /** As a name may be here: one line of up to 100 characters. */
    private String clean(String name) {
        var line = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ").strip();
        var cut = line.length() <= LONGEST_NAME
                ? line
                : line.substring(0, LONGEST_NAME).strip();
        return cut.isEmpty() ? settings.name() : cut;
    }

    private static void require(boolean right, String fault) {
        if (!right) {
            throw new IllegalStateException("the ID token " + fault);
        }
    }
}
