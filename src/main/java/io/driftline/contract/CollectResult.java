package io.driftline.contract;

import io.driftline.domain.JobId;

/**
 * Command: fetch the result of this attempt and hold it against what its worker announced.
 *
 * @param sha256 lower-case hexadecimal digest of the unpacked JSON
 * @param bytes its size unpacked
 */
public record CollectResult(JobId job, int attempt, String sha256, long bytes) {}
