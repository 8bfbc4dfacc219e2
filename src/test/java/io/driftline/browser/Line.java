package io.driftline.browser;

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

/** A line to the gateway that can be cut and mended; its own port stays the same when the gateway's does not. */
final class Line implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final NetClient client;
    private final NetServer server;
    private volatile int gateway;
    private volatile boolean cut;

    Line(Stack stack) {
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
        open.add(caller);
        caller.closeHandler(closed -> open.remove(caller));
        client.connect(gateway, HOST)
                .onSuccess(callee -> {
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
    void bar(String... paths) {
        barred.clear();
        barred.addAll(List.of(paths));
    }

    int port() {
        return server.actualPort();
    }

    void cut() {
        cut = true;
        open.forEach(NetSocket::close);
    }

    /** Leads to where the gateway is now. */
    void mend(Stack stack) {
        gateway = stack.port();
        cut = false;
    }

    @Override
    public void close() {
        Running.await(server.close());
        Running.await(client.close());
    }
}
