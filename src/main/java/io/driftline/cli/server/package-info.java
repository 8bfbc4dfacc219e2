/** Commands that talk to a server as one user. */
@NullMarked
package io.driftline.cli.server;

import org.jspecify.annotations.NullMarked;
