package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.backends.Backends;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A part that answers and does not do its work is as missing as one that is silent, and is named with its reason. */
@ExtendWith(StackExtension.class)
class RefusingPartsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aRedisThatIsFull(Stack stack) {
        var redis =
                Redis.createClient(stack.vertx(), stack.config().redis().uri().value());
        awaitReady(stack);
        var before = Running.await(redis.send(configure("GET").arg("maxmemory")))
                .get("maxmemory")
                .toString();
        Running.await(redis.send(configure("SET").arg("maxmemory").arg("1")));
        try {
            assertSeen(stack, "redis", "refuses to write: OOM");
        } finally {
            Running.await(redis.send(configure("SET").arg("maxmemory").arg(before)));
            redis.close();
        }
        awaitReady(stack);
    }

    private static Request configure(String what) {
        return Request.cmd(Command.CONFIG).arg(what);
    }

    @Test
    void aBrokerInNeedOfMemory(Stack stack) throws Exception {
        assumeTrue(Backends.areDebians(), "only RabbitMQ has such an alarm");
        awaitReady(stack);
        control("set_vm_memory_high_watermark", "absolute", "1MB");
        try {
            assertSeen(stack, "broker", "takes no messages: low on memory");
        } finally {
            control("set_vm_memory_high_watermark", "absolute", "600MB");
        }
        awaitReady(stack);
        var user = ApiUser.signUp(stack);
        user.awaitEnd(user.submit(user.example("h3n2-variant")));
    }

    private static void control(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Backends.brokerControl().toString());
        command.addAll(List.of(arguments));
        var control = new ProcessBuilder(command).inheritIO().start();
        assertThat(control.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(control.exitValue()).isZero();
    }

    /** By whoever asks readiness, by who scrapes, and by operators. */
    private static void assertSeen(Stack stack, String part, String reason) {
        var operator = ApiUser.operator(stack);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(readiness(stack).getJsonObject(part))
                    .isEqualTo(new JsonObject().put("up", false).put("reason", reason));
            assertThat(get(stack, "/metrics")).contains("driftline_dependency_up{dependency=\"" + part + "\"} 0.0");
            var shown = operator.get("/admin/overview")
                    .bodyAsJsonObject()
                    .getJsonObject("dependencies")
                    .getJsonObject(part);
            assertThat(shown.getBoolean("up")).isFalse();
            assertThat(shown.getString("reason")).isEqualTo(reason);
        });
    }

    private static void awaitReady(Stack stack) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(readiness(stack))
                .allSatisfy(part -> assertThat(((JsonObject) part.getValue()).getBoolean("up"))
                        .as(part.getKey())
                        .isTrue()));
    }

    private static JsonObject readiness(Stack stack) {
        return new JsonObject(get(stack, "/health/ready")).getJsonObject("dependencies");
    }

    private static String get(Stack stack, String path) {
        return Running.await(stack.web()
                        .get(stack.operationsPort(), "127.0.0.1", path)
                        .send())
                .bodyAsString();
    }
}
