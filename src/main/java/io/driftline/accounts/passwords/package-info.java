/** What passwords must be, how they are kept and compared, and who has shown theirs. */
@NullMarked
package io.driftline.accounts.passwords;

import org.jspecify.annotations.NullMarked;
