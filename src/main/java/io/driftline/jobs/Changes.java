package io.driftline.jobs;

import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobSubmitted;
import java.util.List;

/** What a committed transaction changed and is now to be announced. */
public record Changes(List<UserEvent> told, List<JobSubmitted> queued, List<JobEnded> ended) {
    public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

    public Changes {
        told = List.copyOf(told);
        queued = List.copyOf(queued);
        ended = List.copyOf(ended);
    }
}
