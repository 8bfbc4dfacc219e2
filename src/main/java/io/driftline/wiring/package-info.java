/** What the steps stand on, made in the order in which the records need each other: stores, links, accounts, watch, public side, health. */
@NullMarked
package io.driftline.wiring;

import org.jspecify.annotations.NullMarked;
