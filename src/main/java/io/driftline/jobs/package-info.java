/** Jobs, leases, results and each user's events, changed in one transaction. */
@NullMarked
package io.driftline.jobs;

import org.jspecify.annotations.NullMarked;
