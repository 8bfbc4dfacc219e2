/** The records and rules of antigenic prediction jobs; no Vert.x, no I/O. */
@NullMarked
package io.driftline.domain;

import org.jspecify.annotations.NullMarked;
