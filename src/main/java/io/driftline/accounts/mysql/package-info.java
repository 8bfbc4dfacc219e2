/** Users, roles, sessions, tokens and invitations in the database. */
@NullMarked
package io.driftline.accounts.mysql;

import org.jspecify.annotations.NullMarked;
