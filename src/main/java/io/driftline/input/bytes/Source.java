package io.driftline.input.bytes;

import java.nio.charset.StandardCharsets;

/**
 * Something given to be read.
 *
 * @param name of its file, cleaned; empty if it came without one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Source(String name, byte[] bytes) {
    public Source {
        name = Names.ofFile(name);
    }

    /** A text that has no file. */
    public static Source ofText(String text) {
        return new Source("", text.getBytes(StandardCharsets.UTF_8));
    }
}
