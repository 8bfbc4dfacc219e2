package io.driftline.accounts.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Secret;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Ids;
import io.driftline.identity.UserId;
import io.driftline.problem.ServiceException;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final Secret KEY = new Secret("A".repeat(43));
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final UserId user = new UserId(Ids.random());
    private final CredentialId session = new CredentialId(Ids.random());

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void areJudgedByTheGivenClockAloneHoweverFarTheMachinesIsBehind() {
        assertThat(verifiedBy(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90))))
                .isEqualTo(new AccessTokens.Claims(user, session));
    }

    @Test
    void areJudgedByTheGivenClockAloneHoweverFarTheMachinesIsAhead() {
        assertThat(verifiedBy(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1))))
                .isEqualTo(new AccessTokens.Claims(user, session));
    }

    @Test
    void ofTheFutureAreRefused() {
        var ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90));
        var token = tokens(ahead).issue(user, session, ahead.instant().plus(LIFE));

        assertThat(tokens(Clock.systemUTC()).verify(token).cause()).isInstanceOf(ServiceException.class);
    }

    private AccessTokens.Claims verifiedBy(Clock clock) {
        var tokens = tokens(clock);
        return tokens.verify(tokens.issue(user, session, clock.instant().plus(LIFE)))
                .result();
    }

    private AccessTokens tokens(Clock clock) {
        return new AccessTokens(vertx, KEY, clock);
    }
}
