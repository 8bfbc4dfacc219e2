/** How the parts of this process speak to each other: every address, and what travels there; depends on the pure rooms only. */
@NullMarked
package io.driftline.bus;

import org.jspecify.annotations.NullMarked;
