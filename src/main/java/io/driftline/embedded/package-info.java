/**
 * The embedded default: database, Redis, broker and one model worker, started, watched and ended with the gateway.
 *
 * <p>Only the {@code serve} command knows this package; everything else sees a {@link io.driftline.config.Config} with
 * addresses in it.
 */
@NullMarked
package io.driftline.embedded;

import org.jspecify.annotations.NullMarked;
