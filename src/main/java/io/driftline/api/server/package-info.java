/** The door: what a request passes before its operation, by the contract, and how the server is set. */
@NullMarked
package io.driftline.api.server;

import org.jspecify.annotations.NullMarked;
