/** Results of any size, as files and as rows. */
@NullMarked
package io.driftline.api.results;

import org.jspecify.annotations.NullMarked;
