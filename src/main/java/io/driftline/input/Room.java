package io.driftline.input;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import java.io.IOException;
import java.io.InputStream;

/** What all files of a submission may have together once they are unpacked: packed ones can hold a thousand times their size. */
public final class Room {
    private final int limit;
    private int left;

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

    private ServiceException full() {
        return ServiceException.of(
                ProblemType.TOO_LARGE,
                "Unpacked, the files have more than the " + limit + " bytes that are taken together.");
    }
}
