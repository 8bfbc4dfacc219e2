/** A user's own account. */
@NullMarked
package io.driftline.api.account;

import org.jspecify.annotations.NullMarked;
