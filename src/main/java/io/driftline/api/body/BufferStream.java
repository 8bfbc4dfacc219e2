package io.driftline.api.body;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;

/** Reads a buffer where it lies, without a copy of the whole. */
final class BufferStream extends InputStream {
    private final Buffer buffer;
    private int at;

    BufferStream(Buffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() {
        return at < buffer.length() ? buffer.getByte(at++) & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int read = Math.min(length, buffer.length() - at);
        if (read <= 0) {
            return length == 0 ? 0 : -1;
        }
        buffer.getBytes(at, at + read, into, offset);
        at += read;
        return read;
    }

    @Override
    public int available() {
        return buffer.length() - at;
    }
}
