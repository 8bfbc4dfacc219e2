/** What is told of jobs to those who trace them by OpenTelemetry; off unless it is asked for. */
@NullMarked
package io.driftline.tracing;

import org.jspecify.annotations.NullMarked;
