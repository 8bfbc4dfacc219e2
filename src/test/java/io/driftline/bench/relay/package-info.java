/** The gateway alone: statuses from the broker to the right user's socket, without a worker that makes them. */
@NullMarked
package io.driftline.bench.relay;

import org.jspecify.annotations.NullMarked;
