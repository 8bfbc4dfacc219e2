package io.driftline.input.bytes;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.ReadingWords;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;

/** What all files of a submission may have together once they are unpacked: packed ones can hold a thousand times their size. */
public final class Room {
    /** Nobody packs sixteen megabytes in so many, each of which takes its time to begin. */
    private static final int MOST_PIECES = 1_000;

    private final int limit;
    private final ArrayCache dictionaries = new Dictionaries();
    private int left;
    private int pieces;

    /** @param limit in bytes */
    public Room(int limit) {
        this.limit = limit;
        left = limit;
    }

    /** All of a stream, as far as there is room; fails with TOO_LARGE if there is not. */
    byte[] read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(left);
        if (bytes.length == left && in.read() >= 0) {
            throw full();
        }
        left -= bytes.length;
        return bytes;
    }

    /** The same for bytes that are there already. */
    void take(int bytes) {
        if (bytes > left) {
            throw full();
        }
        left -= bytes;
    }

    /** One more stream or block of xz, or member of gzip; fails with TOO_LARGE at one too many. */
    void beginPiece() {
        if (++pieces > MOST_PIECES) {
            throw ServiceException.of(ProblemType.TOO_LARGE, ReadingWords.MANY_PIECES.message(MOST_PIECES));
        }
    }

    /** What unpacks xz takes its memory from here, a block at a time. */
    ArrayCache dictionaries() {
        return dictionaries;
    }

    private final class Dictionaries extends BasicArrayCache {
        @Override
        public byte[] getByteArray(int size, boolean zeroed) {
            beginPiece();
            return super.getByteArray(size, zeroed);
        }
    }

    private ServiceException full() {
        return ServiceException.of(ProblemType.TOO_LARGE, ReadingWords.UNPACKED_LARGE.message(limit));
    }
}
