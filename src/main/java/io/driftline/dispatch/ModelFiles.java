package io.driftline.dispatch;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;

/** The model repository, which only workers can reach: versions come, are published and go. */
public interface ModelFiles {
    /** The verdict on an archive, {@code worker-deployment.json}; fails with UNAVAILABLE while another is examined. */
    Future<JsonObject> examine(String worker, ReadStream<Buffer> archive, long bytes);

    /** Publishes an examined version; false if the repository holds other files under its name. */
    Future<Boolean> publish(String worker, String ticket);

    /** Throws an examined version away. */
    Future<Void> discard(String worker, String ticket);

    /** Takes a version out of the repository, if it is there. */
    Future<Void> withdraw(String worker, String name, String version);
}
