package io.driftline;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM, Ctrl-C and a closed terminal ask for a clean stop; the second of them stops at once.
 *
 * <p>A shutdown hook could not do that: the JVM then ends with status 143 and hears no second signal. The JVM's own
 * signal classes are outside the platform's API, so they are reached by name.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final int HALTED = 130;

    private Signals() {}

    static void onStop(Runnable stop) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : List.of("TERM", "INT", "HUP")) {
            handle(name, () -> {
                if (asked.getAndSet(true)) {
                    Runtime.getRuntime().halt(HALTED);
                }
                stop.run();
            });
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return method.getName().equals("equals") ? (Object) (self == arguments[0]) : (Object) 0;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SIG{} will end this process without a clean stop", name, e);
        }
    }
}
