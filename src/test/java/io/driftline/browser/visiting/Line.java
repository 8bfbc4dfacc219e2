package io.driftline.browser.visiting;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to the gateway that can be cut and mended, or frozen, as if the gateway stood still; its own port stays the same when the gateway's does not. */
public final class Line implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final Set<NetSocket> held = ConcurrentHashMap.newKeySet();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final NetClient client;
    private final NetServer server;
    private volatile int gateway;
    private volatile boolean cut;
    private volatile boolean frozen;

    public Line(Stack stack) {
        gateway = stack.port();
        client = stack.vertx().createNetClient();
        server = Running.await(
                stack.vertx().createNetServer().connectHandler(this::join).listen(0, HOST));
    }

    private void join(NetSocket caller) {
        if (cut) {
            caller.close();
            return;
        }
        caller.pause();
        if (frozen) {
            held.add(caller);
            return;
        }
        open.add(caller);
        caller.closeHandler(closed -> open.remove(caller));
        client.connect(gateway, HOST)
                .onSuccess(callee -> {
                    open.add(callee);
                    callee.closeHandler(closed -> open.remove(callee));
                    caller.handler(sent -> {
                        if (isBarred(sent)) {
                            caller.close();
                        } else {
                            callee.write(sent);
                        }
                    });
                    caller.endHandler(ended -> callee.end());
                    caller.resume();
                    callee.pipeTo(caller);
                })
                .onFailure(refused -> caller.close());
    }

    private boolean isBarred(Buffer sent) {
        var text = barred.isEmpty() ? "" : sent.toString(StandardCharsets.ISO_8859_1);
        return barred.stream().anyMatch(path -> text.startsWith("GET " + path));
    }

    /** Lets no request for one of these paths through, as some proxies do; without any, everything. */
    public void bar(String... paths) {
        barred.clear();
        barred.addAll(List.of(paths));
    }

    public int port() {
        return server.actualPort();
    }

    public void cut() {
        cut = true;
        open.forEach(NetSocket::close);
    }

    /** Takes what comes and passes nothing on, in either direction, until it thaws. */
    public void freeze() {
        frozen = true;
        open.forEach(NetSocket::pause);
    }

    public void thaw() {
        frozen = false;
        open.forEach(NetSocket::resume);
        held.forEach(caller -> {
            held.remove(caller);
            join(caller);
        });
    }

    /** Leads to where the gateway is now. */
    public void mend(Stack stack) {
        gateway = stack.port();
        cut = false;
    }

    @Override
    public void close() {
        Running.await(server.close());
        Running.await(client.close());
    }
}
