package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.problem.NotReadyException;
import io.driftline.testing.MutableClock;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Duration AHEAD = Duration.ofSeconds(90);

    private final MutableClock truth = new MutableClock();
    private final AtomicLong nanos = new AtomicLong();
    private Duration there = Duration.ZERO;
    private Duration back = Duration.ZERO;
    private boolean away;

    private final DatabaseClock clock = new DatabaseClock(this::answer, Clock.offset(truth, AHEAD), nanos::get);

    @Test
    void tellsTheDatabasesTimeWhateverTheMachineSays() {
        ask();
        pass(Duration.ofSeconds(30));

        assertThat(clock.instant()).isEqualTo(truth.instant());
        assertThat(clock.skew()).isEqualTo(AHEAD);
    }

    @Test
    void isWrongByNoMoreThanHalfOfTheRoundTrip() {
        there = Duration.ofMillis(300);
        ask();

        assertThat(Duration.between(clock.instant(), truth.instant()).abs())
                .isLessThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aSlowAnswerDoesNotMakeAGoodTimeWorse() {
        ask();
        back = Duration.ofSeconds(2);
        ask();

        assertThat(clock.instant()).isEqualTo(truth.instant());
    }

    @Test
    void followsTheDatabaseWhenItsClockIsSet() {
        ask();
        truth.advance(Duration.ofMinutes(-10));
        ask();

        assertThat(clock.instant()).isEqualTo(truth.instant());
    }

    @Test
    void keepsTimeWhileTheDatabaseIsAway() {
        ask();
        away = true;
        pass(Duration.ofHours(1));

        assertThat(clock.ask().failed()).isTrue();

        assertThat(clock.instant()).isEqualTo(truth.instant());
    }

    @Test
    void saysHowFarTheMachineIsOff() {
        ask();

        assertThat(clock.probe().cause())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("90 s ahead of the database's");
    }

    @Test
    void bearsAMachineThatIsAlmostRight() {
        var almost = new DatabaseClock(this::answer, Clock.offset(truth, Duration.ofSeconds(-4)), nanos::get);
        almost.ask();

        assertThat(almost.probe().succeeded()).isTrue();
    }

    private void ask() {
        assertThat(clock.ask().succeeded()).isTrue();
    }

    private Future<Instant> answer() {
        if (away) {
            return Future.failedFuture("away");
        }
        pass(there);
        var told = truth.instant();
        pass(back);
        return Future.succeededFuture(told);
    }

    private void pass(Duration time) {
        truth.advance(time);
        nanos.addAndGet(time.toNanos());
    }
}
