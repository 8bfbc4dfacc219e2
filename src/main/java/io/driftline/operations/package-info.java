/** What operators ask: is it alive, is it ready and if not why, and how much of everything there is. */
@NullMarked
package io.driftline.operations;

import org.jspecify.annotations.NullMarked;
