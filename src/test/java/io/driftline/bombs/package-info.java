/** Requests that are made to stop the service, against a gateway in a process of its own with the heap that it ships with. */
@NullMarked
package io.driftline.bombs;

import org.jspecify.annotations.NullMarked;
