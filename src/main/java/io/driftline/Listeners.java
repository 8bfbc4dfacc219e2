package io.driftline;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;

/** The two addresses that this process listens on. */
final class Listeners {
    private Listeners() {}

    /** Fails with a {@link StartException} that names the port and its settings if one of them cannot be had. */
    static void requireFree(Config config) {
        try (ServerSocket server = new ServerSocket();
                ServerSocket operations = new ServerSocket()) {
            bind(server, config.server().host(), config.server().port(), "server", "--port, server.port");
            bind(operations, config.operations().host(), config.operations().port(), "operations", "operations.port");
        } catch (IOException unexpected) {
            throw new StartException("No address can be listened on: " + unexpected.getMessage(), unexpected);
        }
    }

    private static void bind(ServerSocket socket, String host, int port, String section, String options)
            throws IOException {
        String variable = "DRIFTLINE_" + section.toUpperCase(Locale.ROOT);
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException unknown) {
            throw new StartException("Nothing is known under the name " + host
                    + ": give another address to listen on by " + section + ".host (" + variable + "_HOST).");
        } catch (IOException taken) {
            throw new StartException("Port " + port + " of " + host + " cannot be listened on ("
                    + taken.getMessage() + "): stop what uses it, or give another by " + options + " (" + variable
                    + "_PORT).");
        }
    }
}
