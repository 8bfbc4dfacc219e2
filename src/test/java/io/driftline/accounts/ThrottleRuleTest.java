package io.driftline.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.Source;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ThrottleRuleTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void letsFourFailuresPassAndPausesAtTheFifth() {
        assertThat(after(4, NOON).blocked(NOON)).isFalse();
        assertThat(after(5, NOON).blockedUntil()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void doublesThePauseUpToFifteenMinutes() {
        assertThat(after(6, NOON).blockedUntil()).isEqualTo(NOON.plusSeconds(20));
        assertThat(after(8, NOON).blockedUntil()).isEqualTo(NOON.plusSeconds(80));
        assertThat(after(200, NOON).blockedUntil()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
    }

    @Test
    void forgetsFailuresOnceTheWindowIsOver() {
        var later = NOON.plus(Duration.ofMinutes(16));
        assertThat(ThrottleRule.PAIR.add(after(4, NOON), later).attempts()).isEqualTo(1);
        assertThat(ThrottleRule.PAIR.add(after(4, NOON), NOON.plusSeconds(60)).attempts())
                .isEqualTo(5);
    }

    @Test
    void forgivesAnAttemptThatWasRight() {
        var forgiven = after(5, NOON).forgiven();
        assertThat(forgiven.attempts()).isEqualTo(4);
        assertThat(forgiven.blocked(NOON)).isFalse();
    }

    @Test
    void holdsNobodyUpUntilATimeThatAWrongClockWrote() {
        var tomorrow = NOON.plus(Duration.ofDays(1));
        assertThat(after(5, tomorrow).believed(NOON)).isEqualTo(ThrottleRule.Count.fresh(NOON));
        assertThat(ThrottleRule.Count.fresh(tomorrow).believed(NOON)).isEqualTo(ThrottleRule.Count.fresh(NOON));
        assertThat(after(200, NOON).believed(NOON)).isEqualTo(after(200, NOON));
    }

    @Test
    void countsSourcesByNetwork() {
        assertThat(Source.of("192.0.2.7")).isEqualTo(Source.of("192.0.2.200")).isNotEqualTo(Source.of("192.0.3.7"));
        assertThat(Source.of("2001:db8::1"))
                .isEqualTo(Source.of("2001:db8::ffff"))
                .isNotEqualTo(Source.of("2001:db8:0:1::1"));
    }

    private static ThrottleRule.Count after(int failures, Instant time) {
        var count = ThrottleRule.Count.fresh(time);
        for (int i = 0; i < failures; i++) {
            count = ThrottleRule.PAIR.add(count, time);
        }
        return count;
    }
}
