/** Submitting, watching and sharing jobs, and what comes before a job. */
@NullMarked
package io.driftline.api.jobs;

import org.jspecify.annotations.NullMarked;
