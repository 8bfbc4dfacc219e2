/** What only operators may see and do. */
@NullMarked
package io.driftline.api.operator;

import org.jspecify.annotations.NullMarked;
