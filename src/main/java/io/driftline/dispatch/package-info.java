/** Step 2 and 3, claim and dispatch: queued jobs to workers with room. */
@NullMarked
package io.driftline.dispatch;

import org.jspecify.annotations.NullMarked;
