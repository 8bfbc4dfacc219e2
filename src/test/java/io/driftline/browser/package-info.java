/** The page as its readers meet it: in a real browser, on the whole service. */
@NullMarked
package io.driftline.browser;

import org.jspecify.annotations.NullMarked;
