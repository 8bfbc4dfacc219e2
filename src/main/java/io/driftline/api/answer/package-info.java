/** How a request ends: what it asked for, or a problem that says why not. */
@NullMarked
package io.driftline.api.answer;

import org.jspecify.annotations.NullMarked;
