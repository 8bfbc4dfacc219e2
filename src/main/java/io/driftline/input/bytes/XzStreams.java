package io.driftline.input.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * An xz of not too many streams and blocks, one after the other. Each of them may ask for a dictionary a million times its
 * size, so what they ask for is used again.
 */
final class XzStreams extends InputStream {
    /** That of the highest level but one; the highest takes 64 MiB for its dictionary alone. */
    private static final int MEMORY_KIB = 36 * 1024;

    private static final int PADDING = 4;

    private final ByteArrayInputStream packed;
    private final Room room;
    private InputStream stream;

    XzStreams(byte[] bytes, Room room) throws IOException {
        this.packed = new ByteArrayInputStream(bytes);
        this.room = room;
        stream = begin();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = stream.read(into, from, length);
        while (read < 0 && goesOn()) {
            stream = begin();
            read = stream.read(into, from, length);
        }
        return read;
    }

    private InputStream begin() throws IOException {
        room.beginPiece();
        return new SingleXZInputStream(packed, MEMORY_KIB, true, room.dictionaries());
    }

    /** Between streams there may be zeros, four by four. */
    private boolean goesOn() throws IOException {
        while (packed.available() > 0) {
            packed.mark(PADDING);
            byte[] next = packed.readNBytes(PADDING);
            for (byte each : next) {
                if (each != 0) {
                    packed.reset();
                    return true;
                }
            }
        }
        return false;
    }
}
