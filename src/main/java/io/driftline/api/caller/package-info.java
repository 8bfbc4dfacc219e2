/** Who calls, from where, and what they may. */
@NullMarked
package io.driftline.api.caller;

import org.jspecify.annotations.NullMarked;
