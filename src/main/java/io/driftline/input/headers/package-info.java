/** What headers of sequences say: strains, segments and names that are like each other. */
@NullMarked
package io.driftline.input.headers;

import org.jspecify.annotations.NullMarked;
