/** How connections are encrypted: one choice of protocols and ciphers for everything that listens or calls. */
@NullMarked
package io.driftline.tls;

import org.jspecify.annotations.NullMarked;
