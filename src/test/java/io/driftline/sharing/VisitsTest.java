package io.driftline.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.MutableClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private final MutableClock clock = new MutableClock();
    private final Visits visits = new Visits(clock);

    @Test
    void aNetworkWaitsForTheNextMinuteAndOthersDoNot() {
        IntStream.range(0, Visits.NETWORK).forEach(each -> visits.admit("one"));

        var refused = catchThrowableOfType(ServiceException.class, () -> visits.admit("one"));
        assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_VISITS);
        assertThatCode(() -> visits.admit("another")).doesNotThrowAnyException();

        clock.advance(Duration.ofMinutes(1));
        assertThatCode(() -> visits.admit("one")).doesNotThrowAnyException();
    }

    @Test
    void allNetworksTogetherAreBounded() {
        IntStream.range(0, Visits.ALL).forEach(each -> visits.admit("network " + each));

        var refused = catchThrowableOfType(ServiceException.class, () -> visits.admit("one more"));
        assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_VISITS);
    }
}
