/** A visitor of the page in Chromium, the line between them, and the check of accessibility. */
@NullMarked
package io.driftline.browser.chromium;

import org.jspecify.annotations.NullMarked;
