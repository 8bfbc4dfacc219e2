/** Sequences as they were given: records, what is wrong with them, and which are to be compared. */
@NullMarked
package io.driftline.sequences;

import org.jspecify.annotations.NullMarked;
