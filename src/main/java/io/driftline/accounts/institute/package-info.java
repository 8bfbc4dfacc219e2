/** Signing in by whom an institute knows its people: a provider of OpenID Connect, or a proxy. */
@NullMarked
package io.driftline.accounts.institute;

import org.jspecify.annotations.NullMarked;
