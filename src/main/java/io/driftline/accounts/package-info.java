/** Signing up and in, one's own account, and who has which role. */
@NullMarked
package io.driftline.accounts;

import org.jspecify.annotations.NullMarked;
