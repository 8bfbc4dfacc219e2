/** Bytes of files: what they are, what they are packed in, and the letters that they stand for. */
@NullMarked
package io.driftline.input.bytes;

import org.jspecify.annotations.NullMarked;
