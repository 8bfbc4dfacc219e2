/** Model versions come in, become active, are rolled back and retire, while jobs run. */
@NullMarked
package io.driftline.deployment;

import org.jspecify.annotations.NullMarked;
