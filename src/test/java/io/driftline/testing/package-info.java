/** What integration tests stand on: servers of either kind, a worker and the gateway, once for all tests of a JVM. */
@NullMarked
package io.driftline.testing;

import org.jspecify.annotations.NullMarked;
