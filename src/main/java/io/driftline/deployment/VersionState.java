package io.driftline.deployment;

/** Where a version stands; of each model one is active at most. */
public enum VersionState {
    /** Examined and served, and may be activated. */
    CHECKED,
    /** What new jobs get. */
    ACTIVE,
    /** Chosen by no new job; workers let go of it once no open job needs it. */
    RETIRED
}
