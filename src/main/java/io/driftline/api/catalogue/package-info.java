/** What can be chosen, and what serves here. */
@NullMarked
package io.driftline.api.catalogue;

import org.jspecify.annotations.NullMarked;
