package io.driftline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What deploys under {@code conf} says nothing that gateway and worker do not read, and all that they need. */
class DeploymentFilesTest {
    private static final Path CONF = Path.of("conf");
    private static final Path WORKER_SETTINGS = Path.of("src", "main", "python", "driftline_worker", "config.py");
    private static final Pattern VARIABLE = Pattern.compile("DRIFTLINE_[A-Z_]+[A-Z]");
    private static final Pattern GAP = Pattern.compile("\\$\\{(\\w+)(?::[-?]([^}]*))?}");
    private static final String PRESET = "(DRIFTLINE_\\w+)=(\\S+)";

    @Test
    void nameNoVariableThatNobodyReads() throws IOException {
        var known = new TreeSet<String>();
        Settings.paths().stream().map(Settings::variable).forEach(known::add);
        names(Files.readString(WORKER_SETTINGS)).forEach(known::add);
        // Made of two parts there.
        known.addAll(List.of("DRIFTLINE_WORKER_CERTIFICATE", "DRIFTLINE_WORKER_KEY"));
        try (var files = Files.walk(CONF)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(known)
                        .as(file.toString())
                        .containsAll(names(Files.readString(file)).toList());
            }
        }
    }

    @Test
    void composeGivesTheGatewayWhatItNeeds() throws IOException, InterruptedException {
        var services =
                new YAMLMapper().readTree(CONF.resolve("compose.yaml").toFile()).get("services");
        var secrets = secrets("https://lab.example.org/driftline");
        var environment = presets("gateway");
        environment.putAll(filled(services.get("gateway").get("environment"), secrets));

        var config = ConfigLoader.load(null, environment, Map.of());

        assertThat(config.embedded().enabled()).isFalse();
        assertThat(config.server().path()).isEqualTo("/driftline");
        assertThat(config.server().trustedProxies()).containsExactly("172.16.0.0/12");
        assertThat(services.has(config.database().host())).isTrue();
        assertThat(services.has(config.broker().host())).isTrue();
        var worker = filled(services.get("worker").get("environment"), secrets);
        assertThat(worker)
                .containsEntry("DRIFTLINE_REDIS_URL", config.redis().uri().value())
                .containsEntry(
                        "DRIFTLINE_WORKER_TOKEN", config.workers().token().value())
                .containsKey("DRIFTLINE_AMQP_URL")
                .containsEntry(
                        "DRIFTLINE_GATEWAY_URL",
                        "http://gateway:" + config.operations().port());
        assertThat(config.workers().announce()).isTrue();
        assertThat(presets("worker")).containsKey("DRIFTLINE_MODELS");
    }

    @Test
    void theGatewaysImageIsTheSameWithoutAnEngine() throws IOException {
        var described = Files.readString(CONF.resolve("images").resolve("gateway.Containerfile"));
        var jib = Files.readString(CONF.resolve("images").resolve("pom.xml"));

        assertThat(pairs("<(DRIFTLINE_\\w+)>([^<]+)</", jib)).isEqualTo(presets("gateway"));
        assertThat(words("<arg>([^<]+)</arg>", jib)).isEqualTo(words("\"([^\"]+)\"", described));
        assertThat(words("<port>(\\d+)</port>", jib)).isEqualTo(words("(?<= )(\\d{4})(?=[ \n])", described));
        for (var both : List.of("docker.io/library/eclipse-temurin:17-jre", "65532:65532", "driftline-lean.jar")) {
            assertThat(jib).contains(both);
            assertThat(described).contains(both);
        }
    }

    private static List<String> words(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    /** What the script beside it makes up, different each time. */
    private static Map<String, String> secrets(String url) throws IOException, InterruptedException {
        var made = new ProcessBuilder("sh", "conf/compose-secrets", url).start();
        var text = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(made.exitValue()).isZero();
        Map<String, String> secrets = new HashMap<>();
        text.lines().map(line -> line.split("=", 2)).forEach(pair -> secrets.put(pair[0], pair[1]));
        assertThat(secrets.values()).doesNotHaveDuplicates();
        return secrets;
    }

    private static Map<String, String> filled(JsonNode environment, Map<String, String> secrets) {
        Map<String, String> filled = new HashMap<>();
        environment
                .properties()
                .forEach(field -> filled.put(
                        field.getKey(),
                        GAP.matcher(field.getValue().asText())
                                .replaceAll(gap -> Matcher.quoteReplacement(value(gap, secrets)))));
        return filled;
    }

    private static String value(MatchResult gap, Map<String, String> secrets) {
        return Objects.requireNonNull(secrets.getOrDefault(gap.group(1), gap.group(2)), gap.group(1));
    }

    private static Map<String, String> presets(String image) throws IOException {
        return pairs(PRESET, Files.readString(CONF.resolve("images").resolve(image + ".Containerfile")));
    }

    private static Map<String, String> pairs(String pattern, String text) {
        Map<String, String> pairs = new HashMap<>();
        Pattern.compile(pattern).matcher(text).results().forEach(each -> pairs.put(each.group(1), each.group(2)));
        return pairs;
    }

    private static Stream<String> names(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(each -> each.group())
                .map(name -> name.replaceFirst("_FILE$", ""))
                .distinct();
    }
}
