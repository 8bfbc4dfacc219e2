/** What each user is told of their jobs, in the order of their own offsets. */
@NullMarked
package io.driftline.jobs.events;

import org.jspecify.annotations.NullMarked;
