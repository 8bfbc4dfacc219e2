package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class OperationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void readinessNamesTheMissingDependencyUntilItIsBack(Stack stack) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> get(stack, "/health/ready").statusCode() == 200);

        assertThat(get(stack, "/health/ready")
                        .bodyAsJsonObject()
                        .getJsonObject("dependencies")
                        .fieldNames())
                .as("nobody is ready who does not listen yet")
                .contains("api");
        Running.await(stack.backends().process("redis").stop());
        try {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<Buffer> answer = get(stack, "/health/ready");
                assertThat(answer.statusCode()).isEqualTo(503);
                var dependencies = answer.bodyAsJsonObject().getJsonObject("dependencies");
                assertThat(dependencies.getJsonObject("redis").getBoolean("up")).isFalse();
                assertThat(dependencies.getJsonObject("database").getBoolean("up"))
                        .isTrue();
            });
            assertThat(get(stack, "/health/live").statusCode()).isEqualTo(200);
        } finally {
            Running.await(stack.backends().process("redis").start(PATIENCE));
        }

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> get(stack, "/health/ready").statusCode() == 200);
    }

    @Test
    void metricsTellOfTheJvmAndOfHttp(Stack stack) {
        get(stack, "/health/live");

        String metrics = get(stack, "/metrics").bodyAsString();

        assertThat(metrics).contains("jvm_memory_used_bytes", "vertx_http_server_requests_total", "vertx_pool_in_use");
    }

    private static HttpResponse<Buffer> get(Stack stack, String path) {
        return Running.await(
                stack.web().get(stack.operationsPort(), "127.0.0.1", path).send());
    }
}
