/** Results of a pair and of many, alone and beside each other, in a browser. */
@NullMarked
package io.driftline.browser.result;

import org.jspecify.annotations.NullMarked;
