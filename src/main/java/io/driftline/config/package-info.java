/** One record tree, read once from defaults, a file and the environment, and passed on. */
@NullMarked
package io.driftline.config;

import org.jspecify.annotations.NullMarked;
