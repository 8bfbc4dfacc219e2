/** The servers that integration tests speak to: embedded ones, or Debian's. */
@NullMarked
package io.driftline.testing.backends;

import org.jspecify.annotations.NullMarked;
