/** The audit trail in MySQL. */
@NullMarked
package io.driftline.audit.mysql;

import org.jspecify.annotations.NullMarked;
