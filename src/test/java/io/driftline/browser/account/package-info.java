/** Accounts on the page: signing in and up, staying, leaving, and doing without one. */
@NullMarked
package io.driftline.browser.account;

import org.jspecify.annotations.NullMarked;
