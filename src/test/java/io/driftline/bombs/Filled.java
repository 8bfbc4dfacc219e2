package io.driftline.bombs;

import java.nio.charset.StandardCharsets;

/** Large bodies made without a copy of them as text, so that making them takes little of what the gateway needs too. */
final class Filled {
    private Filled() {}

    static byte[] with(String begin, String unit, int times, String end) {
        byte[] head = begin.getBytes(StandardCharsets.UTF_8);
        byte[] one = unit.getBytes(StandardCharsets.UTF_8);
        byte[] tail = end.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[head.length + one.length * times + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        for (int i = 0, at = head.length; i < times; i++, at += one.length) {
            System.arraycopy(one, 0, body, at, one.length);
        }
        System.arraycopy(tail, 0, body, body.length - tail.length, tail.length);
        return body;
    }
}
