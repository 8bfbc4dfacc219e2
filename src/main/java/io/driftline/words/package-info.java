/** What the gateway says, by key and parameters, and its sentences in each language. */
@NullMarked
package io.driftline.words;

import org.jspecify.annotations.NullMarked;
