/** Everything that can be told to be wrong, by its stable name, and how code refuses with it. */
@NullMarked
package io.driftline.problem;

import org.jspecify.annotations.NullMarked;
