package io.driftline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driftline.testing.backends.OutsidePrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as Helm renders it: taken by its linter and by Kubernetes' schemas, and what gateway and worker need. */
class HelmChartIT {
    private static final Path CHART = Path.of("conf", "helm").toAbsolutePath();
    private static final Pattern PRESET = Pattern.compile("(DRIFTLINE_\\w+)=(\\S+)");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void engine() {
        OutsidePrograms.needed();
    }

    @Test
    void givesTheGatewayWhatItNeeds() throws Exception {
        var chart = render("{}");
        var gateway = container(chart, "Deployment/lab-gateway");
        var environment = presets();
        environment.putAll(environment(gateway));
        // What the secret has to hold, by the remark in values.yaml.
        environment.put("DRIFTLINE_DATABASE_PASSWORD", "of-the-database");
        environment.put("DRIFTLINE_REDIS_URI", "redis://redis:6379/0");
        environment.put("DRIFTLINE_BROKER_PASSWORD", "of-the-broker");
        environment.put("DRIFTLINE_WORKERS_TOKEN", "of-the-workers-and-long-enough-to-be-taken");
        environment.put("DRIFTLINE_KEYS_SESSION", "a".repeat(43));
        environment.put("DRIFTLINE_KEYS_STATUS", "b".repeat(43));

        var config = ConfigLoader.load(null, environment, Map.of());

        assertThat(config.embedded().enabled()).isFalse();
        assertThat(config.server().path()).isEqualTo("/driftline");
        assertThat(config.server().trustedProxies()).containsExactly("10.0.0.0/8");
        assertThat(config.workers().announce()).isTrue();
        assertThat(config.workers().urls()).isEmpty();
        assertThat(port(gateway, "http")).isEqualTo(config.server().port());
        assertThat(port(gateway, "operations")).isEqualTo(config.operations().port());
        assertThat(chart.at("/Ingress~1lab").isMissingNode()).isTrue();
    }

    @Test
    void letsWorkersAnnounceTheNamesByWhichGatewaysCallThem() throws Exception {
        var chart = render("{\"worker\": {\"drainSeconds\": 90}}");
        var set = chart.get("StatefulSet/lab-worker");
        assertThat(environment(container(chart, "StatefulSet/lab-worker")))
                .containsEntry("DRIFTLINE_GATEWAY_URL", "http://lab-gateway-operations:9090")
                .containsEntry("DRIFTLINE_WORKER_URL", "http://$(DRIFTLINE_WORKER_ID).lab-worker:8090")
                .containsEntry("DRIFTLINE_WORKER_DRAIN", "90");
        assertThat(set.at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
                .isEqualTo(105);
        var operations = chart.get("Service/lab-gateway-operations").get("spec");
        assertThat(operations.get("publishNotReadyAddresses").asBoolean())
                .as("without a worker no gateway is ready")
                .isTrue();
        assertThat(operations.at("/ports/0/port").asInt())
                .isEqualTo(port(container(chart, "Deployment/lab-gateway"), "operations"));
        assertThat(set.at("/spec/serviceName").asText()).isEqualTo("lab-worker");
        assertThat(chart.at("/Service~1lab-worker/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(chart.at("/Service~1lab-worker/spec/selector")).isEqualTo(set.at("/spec/selector/matchLabels"));
        assertThat(chart.at("/Service~1lab-gateway/spec/selector"))
                .isEqualTo(chart.at("/Deployment~1lab-gateway/spec/selector/matchLabels"));
    }

    @Test
    void leadsTheIngressToThePathOfThePublicUrl() throws Exception {
        var chart = render("{\"ingress\": {\"enabled\": true}}");
        var rule = chart.at("/Ingress~1lab/spec/rules/0");
        assertThat(rule.get("host").asText()).isEqualTo("lab.example.org");
        assertThat(rule.at("/http/paths/0/path").asText()).isEqualTo("/driftline");
        assertThat(rule.at("/http/paths/0/backend/service/name").asText()).isEqualTo("lab-gateway");
        var root = render("{\"publicUrl\": \"https://lab.example.org\", \"ingress\": {\"enabled\": true}}");
        assertThat(root.at("/Ingress~1lab/spec/rules/0/http/paths/0/path").asText())
                .isEqualTo("/");
    }

    private JsonNode render(String values) throws Exception {
        var script = OutsidePrograms.GIVEN.resolve("tools").resolve("render_chart.py");
        var said =
                OutsidePrograms.run(folder, Map.of(), "python", List.of(script.toString(), CHART.toString(), values));
        return new ObjectMapper().readTree(said);
    }

    private static JsonNode container(JsonNode chart, String object) {
        return chart.get(object).at("/spec/template/spec/containers/0");
    }

    private static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new HashMap<>();
        container
                .get("env")
                .forEach(each -> environment.put(
                        each.get("name").asText(), each.path("value").asText()));
        return environment;
    }

    private static int port(JsonNode container, String name) {
        for (var port : container.get("ports")) {
            if (port.get("name").asText().equals(name)) {
                return port.get("containerPort").asInt();
            }
        }
        throw new AssertionError("no port " + name);
    }

    /** What the image sets. */
    private static Map<String, String> presets() throws Exception {
        Map<String, String> presets = new HashMap<>();
        PRESET.matcher(Files.readString(Path.of("conf", "images", "gateway.Containerfile")))
                .results()
                .forEach(preset -> presets.put(preset.group(1), preset.group(2)));
        return presets;
    }
}
