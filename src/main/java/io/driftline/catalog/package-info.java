/** Models, versions, encodings, likes and views. */
@NullMarked
package io.driftline.catalog;

import org.jspecify.annotations.NullMarked;
