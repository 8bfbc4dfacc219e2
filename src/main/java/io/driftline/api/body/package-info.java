/** What a request gave: read in time, within its bounds, and understood. */
@NullMarked
package io.driftline.api.body;

import org.jspecify.annotations.NullMarked;
