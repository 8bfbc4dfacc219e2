package io.driftline.tracing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A step of the flow as its spans are called: name, kind and attributes by OpenTelemetry's semantic conventions, the same each
 * time.
 */
public record Step(String name, Kind kind, Map<String, String> attributes) {

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    /** Which side of a conversation this is. */
    public enum Kind {
        INTERNAL,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    public Step {
        attributes = Map.copyOf(attributes);
    }

    /** The same of a conversation with a server at this address, which is one of the settings. */
    public Step at(String address) {
        var url = URI.create(address);
        Map<String, String> more = new HashMap<>(attributes);
        more.put("server.address", url.getHost());
        more.put(
                "server.port",
                Integer.toString(url.getPort() > 0 ? url.getPort() : DEFAULT_PORTS.get(url.getScheme())));
        return new Step(name, kind, more);
    }

    /** Work of this process. */
    public static Step of(String name) {
        return new Step(name, Kind.INTERNAL, Map.of());
    }
}
