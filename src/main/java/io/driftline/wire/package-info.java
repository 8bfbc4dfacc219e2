/** What other processes see: Redis keys, broker names, and the keys by which workers sign; depends on the pure rooms only. */
@NullMarked
package io.driftline.wire;

import org.jspecify.annotations.NullMarked;
