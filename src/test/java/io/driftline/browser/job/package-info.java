/** A job's page, however the job or its server fares. */
@NullMarked
package io.driftline.browser.job;

import org.jspecify.annotations.NullMarked;
