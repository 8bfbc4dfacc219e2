/** The history and what stands in it, in a browser. */
@NullMarked
package io.driftline.browser.history;

import org.jspecify.annotations.NullMarked;
