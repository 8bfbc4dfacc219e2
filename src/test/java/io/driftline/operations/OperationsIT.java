package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.testing.Patience;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class OperationsIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final Pattern METRIC = Pattern.compile("\\b(?:driftline|vertx|jvm|process)_[a-z0-9_]+");

    /** A metric and a label that it is chosen by; job and instance are the scraper's. */
    private static final Pattern SELECTED =
            Pattern.compile("\\b([a-z][a-z0-9_]+)\\{(?:job=\"[^\"]*\",? *)?(?!job|instance)([a-z_]+)=");

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

    @Test
    void everythingThatAlertsAndDashboardAskForIsThere(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        user.awaitEnd(user.submit(user.example("h3n2-variant")));
        var asked = Stream.concat(
                        alerts().stream().map(alert -> alert.get("expr").asText()), dashboardQueries())
                .toList();
        assertThat(asked).hasSizeGreaterThan(30);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            var exposed = get(stack, "/metrics").bodyAsString() + workerMetrics(stack);
            assertThat(asked).allSatisfy(query -> {
                for (var name : found(METRIC, query)) {
                    assertThat(exposed).as(query).containsPattern("(?m)^" + name + "[ {]");
                }
                for (var label : found(SELECTED, query)) {
                    var parts = label.split("[{]", 2);
                    assertThat(exposed).as(query).containsPattern("(?m)^" + parts[0] + "[{].*" + parts[1] + "=");
                }
            });
        });
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        var advice = Files.readString(Path.of("docs", "operating.md"));
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(advice).contains("`" + alert.get("alert").asText() + "`");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
        });
    }

    private static List<JsonNode> alerts() throws IOException {
        var rules = new YAMLMapper()
                .readTree(Path.of("conf", "alerts.yaml").toFile())
                .at("/groups/0/rules");
        var alerts = new ArrayList<JsonNode>();
        rules.forEach(alerts::add);
        assertThat(alerts).isNotEmpty();
        return alerts;
    }

    private static Stream<String> dashboardQueries() throws IOException {
        return new JsonMapper()
                .readTree(Path.of("conf", "grafana-dashboard.json").toFile()).findValuesAsText("expr").stream();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1) + "{" + match.group(2))
                .toList();
    }

    private static String workerMetrics(Stack stack) {
        var worker = stack.config().workers().urls().get(0);
        return Running.await(stack.web().getAbs(worker + "/metrics").send()).bodyAsString();
    }

    private static HttpResponse<Buffer> get(Stack stack, String path) {
        return Running.await(
                stack.web().get(stack.operationsPort(), "127.0.0.1", path).send());
    }
}
