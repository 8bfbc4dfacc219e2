/** The users of a load, what they submit, and what their sockets told them. */
@NullMarked
package io.driftline.bench.load;

import org.jspecify.annotations.NullMarked;
