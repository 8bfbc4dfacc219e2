/** Text into records, whatever it is written in, and what is said of it. */
@NullMarked
package io.driftline.input.formats;

import org.jspecify.annotations.NullMarked;
