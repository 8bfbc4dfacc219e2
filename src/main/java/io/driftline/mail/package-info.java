/** Letters to users. */
@NullMarked
package io.driftline.mail;

import org.jspecify.annotations.NullMarked;
