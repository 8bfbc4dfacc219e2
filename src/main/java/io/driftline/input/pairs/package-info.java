/** Tables of pairs, as spreadsheets and people write them. */
@NullMarked
package io.driftline.input.pairs;

import org.jspecify.annotations.NullMarked;
