/** Who is who: users and sessions, and the form of every identifier that the server makes. */
@NullMarked
package io.driftline.identity;

import org.jspecify.annotations.NullMarked;
