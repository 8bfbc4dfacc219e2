/** Ways by which sequences come into the form, in a browser. */
@NullMarked
package io.driftline.browser.entering;

import org.jspecify.annotations.NullMarked;
