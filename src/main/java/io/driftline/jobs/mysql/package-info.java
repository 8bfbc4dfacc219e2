/** Jobs, leases, results and each user's events in MySQL, changed in one transaction. */
@NullMarked
package io.driftline.jobs.mysql;

import org.jspecify.annotations.NullMarked;
