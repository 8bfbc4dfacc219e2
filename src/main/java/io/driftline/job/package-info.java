/** A job's life: its states, stages and modes, and the rules by which it moves; nothing here waits or asks. */
@NullMarked
package io.driftline.job;

import org.jspecify.annotations.NullMarked;
