/** Health and metrics, on a private port. */
@NullMarked
package io.driftline.operations;

import org.jspecify.annotations.NullMarked;
