package io.driftline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: the shipped {@code conf/driftline.yaml}, then a file, then the environment, then the command
 * line, the later winning over the earlier; a secret of the environment may be the path of a file that holds it. Fails with {@link StartException}.
 */
public final class ConfigLoader {
    private static final String DEFAULTS = "/driftline.yaml";
    private static final String LOG_FORMAT = "DRIFTLINE_LOG_FORMAT";

    /** They share the prefix, but are the log's own, a client's, a test's, and those of a worker on the same machine. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "DRIFTLINE_LOG_LEVEL",
            LOG_FORMAT,
            "DRIFTLINE_SERVER",
            "DRIFTLINE_TOKEN",
            "DRIFTLINE_TEST",
            "DRIFTLINE_FAILPOINTS",
            "DRIFTLINE_REDIS_URL",
            "DRIFTLINE_AMQP_URL",
            "DRIFTLINE_MODELS",
            "DRIFTLINE_MODEL_STORE",
            "DRIFTLINE_MODEL_STORE_KEY",
            "DRIFTLINE_MODEL_CACHE",
            "DRIFTLINE_MODEL_CACHE_ROOM",
            "DRIFTLINE_WORKER_SLOTS",
            "DRIFTLINE_WORKER_BACKLOG",
            "DRIFTLINE_WORKER_TOKEN",
            "DRIFTLINE_WORKER_CERTIFICATE",
            "DRIFTLINE_WORKER_KEY",
            "DRIFTLINE_WORKER_PROVIDER",
            "DRIFTLINE_WORKER_TRACING",
            "DRIFTLINE_WORKER_TRACING_ENDPOINT",
            "DRIFTLINE_WORKER_PATIENCE",
            "DRIFTLINE_WORKER_PATIENCE_FACTOR",
            "DRIFTLINE_WORKER_ID",
            "DRIFTLINE_WORKER_URL",
            "DRIFTLINE_WORKER_DRAIN",
            "DRIFTLINE_GATEWAY_URL",
            "DRIFTLINE_GATEWAY_CA");

    private static final List<String> LOG_FORMATS = List.of("text", "json");

    private final YAMLMapper yaml = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private final List<String> known = Settings.paths();
    private final List<String> secrets = Settings.secrets();
    private final Map<String, JsonNode> values = new TreeMap<>();

    private ConfigLoader() {}

    /**
     * Reads all sources and checks the whole.
     *
     * @param file what {@code --config} names, if given
     * @param environment the process environment
     * @param commandLine values by path, such as {@code server.port}
     */
    public static Config load(@Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        ConfigLoader loader = new ConfigLoader();
        loader.readDefaults();
        if (file != null) {
            loader.readFile(file);
        }
        loader.readEnvironment(environment);
        commandLine.forEach((path, value) -> loader.values.put(path, TextNode.valueOf(value)));
        return new Binder(loader.values).bind();
    }

    private void readDefaults() {
        try (InputStream shipped = Objects.requireNonNull(getClass().getResourceAsStream(DEFAULTS))) {
            readYaml("the shipped driftline.yaml", new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StartException("The shipped settings cannot be read: " + e.getMessage(), e);
        }
    }

    private void readFile(Path file) {
        try {
            readYaml(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new StartException(
                    "The configuration file " + file + " cannot be read; --config must name a readable YAML file.", e);
        }
    }

    private void readYaml(String source, String text) throws IOException {
        JsonNode tree = parse(source, text);
        if (tree.isMissingNode() || tree.isNull()) {
            return;
        }
        if (!tree.isObject()) {
            throw new StartException(source + " must hold settings as `group:` and `  name: value` lines.");
        }
        Settings.flatten(tree).forEach((path, value) -> put(source, path, value));
    }

    private JsonNode parse(String source, String text) throws IOException {
        try {
            return yaml.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new StartException(source + " is not valid YAML" + where + ": " + firstLine(e.getOriginalMessage()));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be parsed");
    }

    private void put(String source, String path, JsonNode value) {
        boolean emptyGroup = value.isNull() && known.stream().anyMatch(name -> name.startsWith(path + "."));
        if (emptyGroup) {
            return;
        }
        if (!known.contains(path)) {
            throw new StartException("Setting " + path + " in " + source + " is unknown; did you mean "
                    + Settings.nearest(path, known) + "?");
        }
        values.put(path, value);
    }

    private void readEnvironment(Map<String, String> environment) {
        for (String path : known) {
            String value = environment.get(Settings.variable(path));
            if (value != null) {
                values.put(path, TextNode.valueOf(value));
            }
        }
        secrets.forEach(path -> readSecretFile(path, environment));
        checkLogFormat(environment.get(LOG_FORMAT));
        environment.keySet().stream()
                .filter(this::isMisspelt)
                .sorted()
                .findFirst()
                .ifPresent(this::refuse);
    }

    /** Logback reads it by itself, and would be silent about a word that it does not know. */
    private static void checkLogFormat(@Nullable String format) {
        if (format != null && !LOG_FORMATS.contains(format)) {
            throw new StartException(
                    LOG_FORMAT + " is \"" + format + "\"; it must be one of " + String.join(", ", LOG_FORMATS) + ".");
        }
    }

    /** A vault or an orchestrator hands secrets over as files; their last line break is not part of them. */
    private void readSecretFile(String path, Map<String, String> environment) {
        String file = environment.get(Settings.fileVariable(path));
        if (file == null) {
            return;
        }
        if (environment.containsKey(Settings.variable(path))) {
            throw new StartException(
                    "Give " + Settings.variable(path) + " or " + Settings.fileVariable(path) + ", not both.");
        }
        try {
            values.put(path, TextNode.valueOf(Files.readString(Path.of(file)).stripTrailing()));
        } catch (IOException e) {
            throw new StartException(
                    Settings.fileVariable(path) + " must name a readable file that holds the secret alone.", e);
        }
    }

    private boolean isMisspelt(String name) {
        return name.startsWith(Settings.PREFIX)
                && !NOT_SETTINGS.contains(name)
                && known.stream().map(Settings::variable).noneMatch(name::equals)
                && secrets.stream().map(Settings::fileVariable).noneMatch(name::equals);
    }

    private void refuse(String name) {
        List<String> names = known.stream().map(Settings::variable).toList();
        throw new StartException("Environment variable " + name + " is not a setting; did you mean "
                + Settings.nearest(name, names) + "?");
    }
}
