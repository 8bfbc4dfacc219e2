/** Sequences out to Redis, results in from it. */
@NullMarked
package io.driftline.staging;

import org.jspecify.annotations.NullMarked;
