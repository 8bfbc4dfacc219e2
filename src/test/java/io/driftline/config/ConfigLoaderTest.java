package io.driftline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final String KEY = "A".repeat(43);

    private static final Pattern VARIABLE = Pattern.compile("\\bDRIFTLINE_[A-Z_]*[A-Z]\\b(?!\\()");

    @TempDir
    Path folder = Path.of("");

    @Test
    void shipsTheDocumentedDefaults() {
        Config config = load(null, Map.of());

        assertThat(config.server().port()).isEqualTo(8080);
        assertThat(config.server().tls()).isNull();
        assertThat(config.limits().bodyBytes()).isEqualTo(8 << 20);
        assertThat(config.limits().socketUnsentBytes()).isEqualTo(256 << 10);
        assertThat(config.jobs().lease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.jobs().retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void theFileWinsOverDefaultsTheEnvironmentOverTheFileAndTheCommandLineOverAll() throws IOException {
        Path file = file("server:\n  port: 1\n  host: file\njobs:\n  lease: PT20S\n");

        Config config = ConfigLoader.load(
                file,
                Map.of("DRIFTLINE_SERVER_PORT", "2", "DRIFTLINE_SERVER_HOST", "environment"),
                Map.of("server.port", "3"));

        assertThat(config.server().port()).isEqualTo(3);
        assertThat(config.server().host()).isEqualTo("environment");
        assertThat(config.jobs().lease()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"30 d, true", "13 h, true", "12 h, false", "0 s, false"})
    void offersToStayOnlyForLongerThanOthers(String stay, boolean offered) {
        var sessions = load(null, Map.of("DRIFTLINE_SESSIONS_STAY", stay)).sessions();
        assertThat(sessions.idle()).isEqualTo(Duration.ofHours(12));
        assertThat(sessions.offersStay()).isEqualTo(offered);
    }

    @Test
    void readsListsFromTheEnvironmentByCommas() {
        Config config = load(null, Map.of("DRIFTLINE_SERVER_ALLOWED_ORIGINS", "https://a.org, http://b.org:81"));

        assertThat(config.server().allowedOrigins()).isEqualTo(List.of("https://a.org", "http://b.org:81"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://lab.example.org, ''",
        "https://lab.example.org/, ''",
        "https://lab.example.org/driftline, /driftline",
        "https://lab.example.org:8443/flu/driftline-2.0/, /flu/driftline-2.0",
        "http://[fd00::7]:8080/driftline, /driftline"
    })
    void takesThePathOfThePublicAddress(String url, String path) {
        var server = load(null, Map.of("DRIFTLINE_SERVER_PUBLIC_URL", url)).server();
        assertThat(server.path()).isEqualTo(path);
        assertThat(server.localUrl(8080)).isEqualTo("http://127.0.0.1:8080" + path);
    }

    /** What the documents have somebody export stays there when the service starts in the same shell. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs", "src/main/python/driftline_worker"})
    void takesEveryVariableThatIsDocumented(String place) throws IOException {
        var settings = Settings.paths().stream().map(Settings::variable).toList();
        var others = variables(Path.of(place)).stream()
                .filter(name -> !settings.contains(name))
                .collect(Collectors.toMap(name -> name, name -> name.endsWith("_LOG_FORMAT") ? "json" : "any"));

        assertThat(others.keySet()).isNotEmpty();
        assertThat(load(null, others)).isEqualTo(load(null, Map.of()));
    }

    private static Set<String> variables(Path place) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(place)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().matches(".*\\.(pyc|png)"))
                    .toList()) {
                VARIABLE.matcher(Files.readString(file)).results().forEach(each -> found.add(each.group()));
            }
        }
        return found;
    }

    @Test
    void suggestsTheSettingThatAMisspeltOneMayMean() throws IOException {
        refuses(file("server:\n  prt: 1\n"), Map.of(), "Setting server.prt", "did you mean server.port?");
        refuses(null, Map.of("DRIFTLINE_DATABASE_PASWORD", "x"), "did you mean DRIFTLINE_DATABASE_PASSWORD?");
    }

    @Test
    void saysOfAWrongValueWhatWouldBeRight() throws IOException {
        refuses(null, Map.of("DRIFTLINE_SERVER_PORT", "70000"), "server.port is \"70000\"", "from 0 to 65535");
        refuses(null, Map.of("DRIFTLINE_JOBS_LEASE", "ten"), "jobs.lease is \"ten\"", "a duration such as \"10 s\"");
        refuses(null, Map.of("DRIFTLINE_LIMITS_BODY_BYTES", "3 GiB"), "a size below 2 GiB");
        refuses(null, Map.of("DRIFTLINE_BROKER_DIALECT", "kafka"), "one of rabbitmq, qpid");
        refuses(null, Map.of("DRIFTLINE_EMBEDDED_ENABLED", "maybe"), "true or false");
        refuses(null, Map.of("DRIFTLINE_SERVER_TRUSTED_PROXIES", "proxy.lab"), "addresses of hosts, such as 10.0.0.7");
        refuses(null, Map.of("DRIFTLINE_SERVER_TRUSTED_PROXIES", "10.0.0.7/8"), "networks, such as 10.1.0.0/16");
        refuses(null, Map.of("DRIFTLINE_SERVER_PUBLIC_URL", "lab.example.org"), "such as https://");
        refuses(null, Map.of("DRIFTLINE_SERVER_PUBLIC_URL", "https://lab.example.org/../x"), "its path of letters");
        refuses(null, Map.of("DRIFTLINE_SERVER_PUBLIC_URL", "https://lab.example.org/a//b"), "its path of letters");
        refuses(null, Map.of("DRIFTLINE_LOG_FORMAT", "xml"), "DRIFTLINE_LOG_FORMAT is \"xml\"", "one of text, json");
        refuses(file("server: [1\n"), Map.of(), "not valid YAML", "line");
        refuses(file("server:\n  port: 1\n  port: 2\n"), Map.of(), "not valid YAML");
    }

    @Test
    void saysWhatSigningInByAProviderNeeds() {
        var provider = new HashMap<>(Map.of(
                "DRIFTLINE_SERVER_PUBLIC_URL", "https://lab.example.org/driftline",
                "DRIFTLINE_ACCOUNTS_OPENID_ISSUER", "https://login.example.org/realms/lab",
                "DRIFTLINE_ACCOUNTS_OPENID_CLIENT_ID", "driftline",
                "DRIFTLINE_ACCOUNTS_OPENID_NAME", "Example University"));
        assertThat(load(null, provider).accounts().openid()).isNotNull();
        assertThat(load(null, Map.of()).accounts().openid()).isNull();

        for (var name : Set.copyOf(provider.keySet())) {
            var without = new HashMap<>(provider);
            without.remove(name);
            refuses(null, without, name);
        }
        provider.put("DRIFTLINE_ACCOUNTS_OPENID_ROLE_CLAIM", "groups");
        refuses(null, provider, "accounts.openid.operatorValue", "given together");
        provider.put("DRIFTLINE_ACCOUNTS_OPENID_ISSUER", "http://login.example.org");
        refuses(null, provider, "accounts.openid.issuer", "such as https://login.example.org");
    }

    @Test
    void saysWhatMailNeeds() {
        var mail = new HashMap<>(Map.of(
                "DRIFTLINE_SERVER_PUBLIC_URL", "https://lab.example.org",
                "DRIFTLINE_ACCOUNTS_MAIL_HOST", "mail.example.org",
                "DRIFTLINE_ACCOUNTS_MAIL_PORT", "587",
                "DRIFTLINE_ACCOUNTS_MAIL_FROM", "driftline@example.org"));
        assertThat(load(null, mail).accounts().mail()).isNotNull();
        for (var name : Set.copyOf(mail.keySet())) {
            var without = new HashMap<>(mail);
            without.remove(name);
            refuses(null, without, name);
        }
        mail.put("DRIFTLINE_ACCOUNTS_MAIL_USER", "driftline");
        refuses(null, mail, "accounts.mail.password", "given together");
        mail.put("DRIFTLINE_ACCOUNTS_MAIL_FROM", "Driftline <driftline@example.org>");
        refuses(null, mail, "accounts.mail.from", "one address");
    }

    @Test
    void saysWhatSigningInByAProxyNeeds() {
        var named = new HashMap<>(Map.of("DRIFTLINE_ACCOUNTS_PROXY_USER_HEADER", "X-Remote-User"));
        refuses(null, named, "server.trustedProxies", "accounts.proxy");
        named.put("DRIFTLINE_SERVER_TRUSTED_PROXIES", "127.0.0.1");
        assertThat(load(null, named).accounts().proxy()).isNotNull();
        for (var wrong : List.of("Authorization", "cookie", "X-Forwarded-For", "X Remote")) {
            named.put("DRIFTLINE_ACCOUNTS_PROXY_USER_HEADER", wrong);
            refuses(null, named, "accounts.proxy.userHeader", "such as X-Remote-User");
        }
    }

    @Test
    void refusesHalfOfAGroupThatNeedsBoth() {
        refuses(null, Map.of("DRIFTLINE_SERVER_TLS_KEY", "key.pem"), "server.tls.certificate is missing");
    }

    private static Map<String, String> allSecrets() {
        return new HashMap<>(Map.of(
                "DRIFTLINE_DATABASE_PASSWORD", "p",
                "DRIFTLINE_REDIS_URI", "redis://:p@redis:6379/0",
                "DRIFTLINE_BROKER_PASSWORD", "p",
                "DRIFTLINE_WORKERS_TOKEN", "p",
                "DRIFTLINE_KEYS_SESSION", KEY,
                "DRIFTLINE_KEYS_STATUS", KEY));
    }

    @Test
    void needsAListOfWorkersUnlessTheyAnnounceThemselves() {
        var real = allSecrets();
        real.put("DRIFTLINE_EMBEDDED_ENABLED", "false");
        refuses(null, real, "workers.urls", "unless workers.announce is true");

        real.put("DRIFTLINE_WORKERS_ANNOUNCE", "true");
        real.put("DRIFTLINE_WORKERS_NETWORKS", "10.1.0.0/16,fd00::/8");
        var workers = load(null, real).workers();
        assertThat(workers.announce()).isTrue();
        assertThat(workers.networks()).containsExactly("10.1.0.0/16", "fd00::/8");

        real.put("DRIFTLINE_WORKERS_NETWORKS", "0.0.0.0/0");
        refuses(null, real, "workers.networks is \"0.0.0.0/0\"");
    }

    @Test
    void realServersNeedEverySecret() {
        var environment = allSecrets();
        Path file = Path.of("conf", "production.yaml");
        assertThat(load(file, environment).embedded().enabled()).isFalse();

        for (String name : List.copyOf(environment.keySet())) {
            Map<String, String> without = new HashMap<>(environment);
            without.remove(name);
            refuses(file, without, name);
        }
        environment.put("DRIFTLINE_KEYS_STATUS", "short");
        refuses(file, environment, "keys.status is too weak");
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), " hush hush\n");

        Config config = load(null, Map.of("DRIFTLINE_DATABASE_PASSWORD_FILE", secret.toString()));
        assertThat(config.database().password().value()).isEqualTo(" hush hush");

        refuses(
                null,
                Map.of("DRIFTLINE_DATABASE_PASSWORD_FILE", "no/such/file"),
                "DRIFTLINE_DATABASE_PASSWORD_FILE must name a readable file");
        refuses(
                null,
                Map.of("DRIFTLINE_DATABASE_PASSWORD_FILE", secret.toString(), "DRIFTLINE_DATABASE_PASSWORD", "another"),
                "not both");
        refuses(null, Map.of("DRIFTLINE_SERVER_PORT_FILE", secret.toString()), "is not a setting");
    }

    @Test
    void neverPrintsASecret() {
        Config config = load(null, Map.of("DRIFTLINE_DATABASE_PASSWORD", "hush"));

        assertThat(config.toString()).doesNotContain("hush");
    }

    private static Config load(@Nullable Path file, Map<String, String> environment) {
        return ConfigLoader.load(file, environment, Map.of());
    }

    private static void refuses(@Nullable Path file, Map<String, String> environment, String... words) {
        assertThatThrownBy(() -> load(file, environment))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(words);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("driftline.yaml"), text);
    }
}
