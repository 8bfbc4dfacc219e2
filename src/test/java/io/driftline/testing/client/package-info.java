/** Who calls the service from outside: users, operators, and sockets that misbehave. */
@NullMarked
package io.driftline.testing.client;

import org.jspecify.annotations.NullMarked;
