/** Users, passwords, session and personal tokens. */
@NullMarked
package io.driftline.accounts;

import org.jspecify.annotations.NullMarked;
