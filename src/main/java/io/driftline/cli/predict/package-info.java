/** Predicting the pairs of a file, at a server or without one. */
@NullMarked
package io.driftline.cli.predict;

import org.jspecify.annotations.NullMarked;
