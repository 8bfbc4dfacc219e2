/** All that an installation keeps, written to one file and brought back from it: the database as SQL, and the models' files. */
@NullMarked
package io.driftline.backup;

import org.jspecify.annotations.NullMarked;
