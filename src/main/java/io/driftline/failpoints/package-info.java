/** Boundaries at which a test may stop this process. */
@NullMarked
package io.driftline.failpoints;

import org.jspecify.annotations.NullMarked;
