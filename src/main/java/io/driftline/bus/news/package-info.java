/** What is told to whoever listens, and answered by nobody. */
@NullMarked
package io.driftline.bus.news;

import org.jspecify.annotations.NullMarked;
