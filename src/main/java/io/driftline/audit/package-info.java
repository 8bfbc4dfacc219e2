/** What happened to accounts, rights and limits, for whoever looks after an installation's safety. */
@NullMarked
package io.driftline.audit;

import org.jspecify.annotations.NullMarked;
