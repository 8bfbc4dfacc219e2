package io.driftline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobStateTest {
    @Test
    void anEndNeverChanges() {
        for (JobState.End end : JobState.End.values()) {
            assertThat(all()).noneMatch(end::mayBecome);
            assertThat(end.ended()).isTrue();
        }
    }

    @Test
    void everyOpenStateMayReachEveryEnd() {
        for (JobState.Open open : JobState.Open.values()) {
            assertThat(Stream.of(JobState.End.values())).allMatch(open::mayBecome);
            assertThat(open.ended()).isFalse();
        }
    }

    @Test
    void stagesOnlyMoveForwardUnlessTheAttemptIsGivenUp() {
        var open = JobState.Open.values();
        for (int from = 0; from < open.length; from++) {
            for (int to = 0; to < open.length; to++) {
                boolean forward = to > from;
                boolean queuedAgain = to == 0 && from > 0;
                assertThat(open[from].mayBecome(open[to]))
                        .as("%s to %s", open[from], open[to])
                        .isEqualTo(forward || queuedAgain);
            }
        }
    }

    @Test
    void isFoundByItsName() {
        assertThat(all()).allMatch(state -> JobState.of(state.name()).equals(state));
    }

    private static Stream<JobState> all() {
        return Stream.concat(Stream.of(JobState.Open.values()), Stream.of(JobState.End.values()));
    }
}
