package io.driftline.bombs;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * One request, whose body is made only when it is sent: all together are more than a test has memory.
 *
 * @param what names it, such as {@code submitJob, deep nesting}
 * @param contentType empty for none
 */
record Call(String what, String method, String path, String contentType, Supplier<byte[]> body) {
    static Call json(String method, String path, String body) {
        return new Call(
                method + " " + path, method, path, "application/json", () -> body.getBytes(StandardCharsets.UTF_8));
    }
}
