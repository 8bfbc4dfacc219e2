/** Workers that announce themselves: what they say is held against the token, the clock and where they may be, and shared by Redis. */
@NullMarked
package io.driftline.roster;

import org.jspecify.annotations.NullMarked;
