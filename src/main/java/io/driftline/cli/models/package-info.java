/** What operators do with model versions, and which models there are to choose from. */
@NullMarked
package io.driftline.cli.models;

import org.jspecify.annotations.NullMarked;
