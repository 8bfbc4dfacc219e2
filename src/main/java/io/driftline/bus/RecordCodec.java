package io.driftline.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;

/** Hands immutable records over within the JVM as they are; throws if one would leave it. */
public final class RecordCodec implements MessageCodec<Object, Object> {
    static final String NAME = "record";

    /** Makes the codec known; once per Vert.x instance, before anything is deployed. */
    public static void register(EventBus bus) {
        bus.registerCodec(new RecordCodec());
    }

    @Override
    public Object transform(Object record) {
        return record;
    }

    @Override
    public void encodeToWire(Buffer buffer, Object record) {
        throw new UnsupportedOperationException("records stay within the JVM");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("records stay within the JVM");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
