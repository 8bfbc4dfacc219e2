package io.driftline.catalog;

/**
 * A model and an encoding that a job may be submitted with.
 *
 * @param name what the model repository calls the model
 * @param version the version that the job keeps
 * @param title the model's name for people
 */
public record ModelChoice(
        long modelId, String name, String version, String title, String encodingId, String encodingName) {}
