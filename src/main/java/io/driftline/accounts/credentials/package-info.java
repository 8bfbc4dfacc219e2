/** Sessions of browsers and personal tokens of scripts: what proves at each request who asks. */
@NullMarked
package io.driftline.accounts.credentials;

import org.jspecify.annotations.NullMarked;
