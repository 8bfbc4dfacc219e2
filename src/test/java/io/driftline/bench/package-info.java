/**
 * The benchmark: starts the built jar as its users do and measures it from outside, over HTTP, the stream and what the
 * system says of its processes. Not a test, and not in the jar: {@code scripts/bench} compiles it against the jar.
 */
@NullMarked
package io.driftline.bench;

import org.jspecify.annotations.NullMarked;
