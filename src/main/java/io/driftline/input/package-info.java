/** What users give, read: bytes into text, text into records and tables. Used by the API and the command line alike; no I/O. */
@NullMarked
package io.driftline.input;

import org.jspecify.annotations.NullMarked;
