/** Step 5: what workers say, from the broker into the database and on to the user's channel. */
@NullMarked
package io.driftline.status;

import org.jspecify.annotations.NullMarked;
