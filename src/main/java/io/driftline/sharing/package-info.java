/** Links by which anybody may read one job's result, until they are revoked or the job goes. */
@NullMarked
package io.driftline.sharing;

import org.jspecify.annotations.NullMarked;
