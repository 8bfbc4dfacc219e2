package io.driftline.deployment;

import io.driftline.catalog.ModelVersionName;
import java.time.Instant;

/**
 * A version of a model, for operators.
 *
 * @param title what people call the model
 * @param since when it came into its state
 * @param workers how many workers serve it
 * @param openJobs jobs that were submitted with it and have not ended
 */
public record DeployedVersion(
        ModelVersionName name,
        String title,
        VersionState state,
        Instant since,
        Instant added,
        boolean operatorDecides,
        int workers,
        long openJobs) {}
