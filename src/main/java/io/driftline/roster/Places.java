package io.driftline.roster;

import io.driftline.config.Network;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where announced workers may be. Gateways call the address that a worker gives, with their token, so who has got hold of the token
 * must not be able to send them anywhere else: without networks to choose from, a worker can announce itself alone.
 */
final class Places {
    private static final int RESOLVE_SECONDS = 3;

    private final Vertx vertx;
    private final List<Network> networks;

    /** @param networks empty: each worker speaks from the address that it gives */
    Places(Vertx vertx, List<String> networks) {
        this.vertx = vertx;
        this.networks =
                networks.stream().flatMap(each -> Network.parse(each).stream()).toList();
    }

    /** What speaks against it; each address that its host has now must be allowed. */
    Future<Optional<String>> refusal(String host, String peer) {
        return vertx.executeBlocking(() -> resolve(host), false)
                .timeout(RESOLVE_SECONDS, TimeUnit.SECONDS)
                .map(found -> found.stream()
                        .filter(each -> allowed(peer).noneMatch(network -> network.contains(each)))
                        .findFirst()
                        .map(each -> each + ", an address of url, is not " + right(peer)))
                .recover(failure -> Future.succeededFuture(Optional.of("the host of url is not known here: " + host)));
    }

    private static List<String> resolve(String host) throws UnknownHostException {
        return Stream.of(InetAddress.getAllByName(host))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private Stream<Network> allowed(String peer) {
        return networks.isEmpty() ? Network.parse(peer.replaceFirst("%.*", "")).stream() : networks.stream();
    }

    private String right(String peer) {
        return networks.isEmpty() ? "where this came from, " + peer + ": see workers.networks" : "in workers.networks";
    }
}
