package io.driftline.jobs;

import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobSubmitted;
import io.driftline.job.Decision;
import io.driftline.jobs.events.UserEvent;
import java.util.List;

/** What a committed transaction changed and is now to be announced. */
public record Changes(List<UserEvent> told, List<JobSubmitted> queued, List<JobEnded> ended) {
    public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

    /** What a decision changed, once its events have their places. */
    public static Changes of(Decision decision, List<UserEvent> told) {
        return new Changes(
                told,
                decision.queued().stream().map(JobSubmitted::new).toList(),
                decision.ended().stream().map(JobEnded::of).toList());
    }

    public Changes {
        told = List.copyOf(told);
        queued = List.copyOf(queued);
        ended = List.copyOf(ended);
    }
}
