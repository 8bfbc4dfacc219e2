package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.TestApi;
import io.driftline.api.caller.Access;
import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However an address is written: who looks at who may call it, and who calls it, see the same one. */
@ExtendWith(StackExtension.class)
final class PathsIT {
    private static final long SEED = 20_261_129;
    private static final int VARIANTS = 60;

    private static TestApi api;
    private static List<Operation> guarded;
    private final Random random = new Random(SEED);

    @BeforeAll
    static void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        guarded = Running.await(Contract.load(vertx, Contract.parsed(), "")).operations().stream()
                .filter(operation -> Access.of(operation).proof() == Access.Proof.REQUIRED)
                .toList();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void noWayOfWritingAnAddressReachesAnOperationWithoutItsCaller() throws IOException {
        assertThat(guarded).hasSizeGreaterThan(20);
        for (var operation : guarded) {
            var path = operation.getAbsoluteOpenAPIPath().replaceAll("\\{[^}]*\\}", "a".repeat(26));
            assertThat(status(operation, path)).as(path).isEqualTo(401);
            for (int i = 0; i < VARIANTS; i++) {
                var variant = path;
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    variant = changed(variant);
                }
                assertThat(status(operation, variant))
                        .as(operation.getHttpMethod() + " " + variant)
                        .isIn(400, 401, 404, 405);
            }
        }
    }

    private String changed(String path) {
        int at = random.nextInt(path.length());
        int slash = path.indexOf('/', at) < 0 ? 0 : path.indexOf('/', at);
        List<UnaryOperator<String>> changes = List.of(
                it -> put(it, slash, "/"),
                it -> put(it, slash, "/."),
                it -> put(it, slash, "/x/.."),
                it -> put(it, slash, "/%2e"),
                it -> put(it, slash, "/%2E%2e/api"),
                it -> it.substring(0, slash) + "%2F" + it.substring(slash + 1),
                it -> it.substring(0, slash) + "\\" + it.substring(slash + 1),
                it -> it.substring(0, at) + "%" + Integer.toHexString(it.charAt(at)) + it.substring(at + 1),
                it -> it.substring(0, at) + it.substring(at, at + 1).toUpperCase(Locale.ROOT) + it.substring(at + 1),
                it -> put(it, at, ";a=b"),
                it -> put(it, at, "%00"),
                it -> put(it, at, "%20"),
                it -> it + "/",
                it -> it + ";",
                it -> it + ".json",
                it -> it + "?",
                it -> it + "#",
                it -> "/." + it,
                it -> "/" + it);
        return changes.get(random.nextInt(changes.size())).apply(path);
    }

    private static String put(String text, int at, String what) {
        return text.substring(0, at) + what + text.substring(at);
    }

    private static int status(Operation operation, String path) throws IOException {
        var request = operation.getHttpMethod() + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring(answer.length() - 3));
        }
    }
}
