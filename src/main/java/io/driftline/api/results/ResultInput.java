package io.driftline.api.results;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.jobs.Jobs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A packed result, fetched slice by slice as it is read, so that of the largest only one slice lies in memory. Reading
 * blocks, so not on an event loop.
 */
public final class ResultInput extends InputStream {
    /** Holds the result of a pair and the head of any. */
    private static final int SLICE = 512 * 1024;

    private static final int SECONDS = 30;

    private final Jobs jobs;
    private final UserId owner;
    private final JobId job;
    private Buffer slice;
    private int read;
    private long fetched;

    private ResultInput(Jobs jobs, UserId owner, JobId job, Buffer first) {
        this.jobs = jobs;
        this.owner = owner;
        this.job = job;
        slice = first;
        fetched = first.length();
    }

    /** Fails like {@link Jobs#result}. */
    public static Future<ResultInput> open(Jobs jobs, UserId owner, JobId job) {
        return jobs.result(owner, job, 0, SLICE).map(first -> new ResultInput(jobs, owner, job, first));
    }

    @Override
    public int read() throws IOException {
        return ended() ? -1 : slice.getByte(read++) & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended()) {
            return -1;
        }
        int count = Math.min(length, slice.length() - read);
        slice.getBytes(read, read + count, into, offset);
        read += count;
        return count;
    }

    private boolean ended() throws IOException {
        if (read == slice.length() && slice.length() == SLICE) {
            slice = next();
            read = 0;
            fetched += slice.length();
        }
        return read == slice.length();
    }

    private Buffer next() throws IOException {
        try {
            return jobs.result(owner, job, fetched, SLICE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the result could not be read to its end", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException(stopping);
        }
    }
}
