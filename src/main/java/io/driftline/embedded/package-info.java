/** The embedded default: database, Redis, broker and worker on one machine. */
@NullMarked
package io.driftline.embedded;

import org.jspecify.annotations.NullMarked;
