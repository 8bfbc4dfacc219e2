/** What operators look after with nothing but the page. */
@NullMarked
package io.driftline.browser.operator;

import org.jspecify.annotations.NullMarked;
