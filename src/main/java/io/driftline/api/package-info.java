/** Step 1, accept: the one HTTP server, one class of operations a resource. */
@NullMarked
package io.driftline.api;

import org.jspecify.annotations.NullMarked;
