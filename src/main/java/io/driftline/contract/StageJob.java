package io.driftline.contract;

import io.driftline.domain.JobId;
import io.driftline.domain.UserId;

/** Command: stage the committed sequences of this job under the key that its choice names. */
public record StageJob(JobId job, UserId user, String encodingId, long modelId) {}
