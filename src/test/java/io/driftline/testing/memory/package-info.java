/** The ports of the flow without servers, by the rules that hold everywhere. */
@NullMarked
package io.driftline.testing.memory;

import org.jspecify.annotations.NullMarked;
