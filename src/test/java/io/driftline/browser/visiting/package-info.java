/** Visitors of the page, the browsers they come with, the line between, and the check of accessibility. */
@NullMarked
package io.driftline.browser.visiting;

import org.jspecify.annotations.NullMarked;
