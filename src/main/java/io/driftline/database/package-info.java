/** The connection to MySQL or MariaDB: pool, transactions and how their failures are told. */
@NullMarked
package io.driftline.database;

import org.jspecify.annotations.NullMarked;
