/** What JSON from elsewhere has to look like, held against it while it is read. */
@NullMarked
package io.driftline.json;

import org.jspecify.annotations.NullMarked;
