/** Step 6: each socket is a cursor over its user's events. */
@NullMarked
package io.driftline.push;

import org.jspecify.annotations.NullMarked;
