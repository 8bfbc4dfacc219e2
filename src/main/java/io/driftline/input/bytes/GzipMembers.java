package io.driftline.input.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * A gzip of not too many members. The JDK's goes to the next one by calling itself, so that some thousand members of nothing
 * are the end of its stack.
 */
final class GzipMembers extends GZIPInputStream {
    private final Room room;
    private int within;

    GzipMembers(byte[] packed, Room room) throws IOException {
        super(new ByteArrayInputStream(packed));
        this.room = room;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (within > 0) {
            room.beginPiece();
        }
        within++;
        try {
            return super.read(into, from, length);
        } finally {
            within--;
        }
    }
}
