package io.driftline.bus;

/**
 * A status message that can never be applied.
 *
 * @param id lower-case hexadecimal SHA-256 of the body
 * @param body its beginning, as text
 */
public record DeadLetter(String id, String reason, int bytes, String body) {}
