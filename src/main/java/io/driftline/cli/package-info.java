/** The commands that use a server, or predict without one. */
@NullMarked
package io.driftline.cli;

import org.jspecify.annotations.NullMarked;
