package io.driftline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is asked of a job, in whatever order. */
class JobStatePropertyTest {
    private static final List<JobState> ALL = all();

    @Property
    void hasAtMostOneEnd_andOnlyAGivenUpAttemptGoesBack(
            @ForAll @Size(max = 60) List<@IntRange(max = 7) Integer> asked) {
        JobState now = JobState.Open.QUEUED;
        int ends = 0;
        for (int each : asked) {
            var other = ALL.get(each);
            if (!now.mayBecome(other)) {
                continue;
            }
            assertThat(ALL.indexOf(other) > ALL.indexOf(now) || other == JobState.Open.QUEUED)
                    .as("%s to %s", now, other)
                    .isTrue();
            ends += other.ended() ? 1 : 0;
            now = other;
        }
        assertThat(ends).isEqualTo(now.ended() ? 1 : 0);
    }

    private static List<JobState> all() {
        List<JobState> all = new ArrayList<>(List.of(JobState.Open.values()));
        all.addAll(List.of(JobState.End.values()));
        return all;
    }
}
