/** Names and shapes that both sides of a boundary agree on; depends on the domain only. */
@NullMarked
package io.driftline.contract;

import org.jspecify.annotations.NullMarked;
