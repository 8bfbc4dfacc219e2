package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The jar without embedded servers, as images have it, and what the doctor says of servers that are there or not. */
@ExtendWith(StackExtension.class)
class LeanJarIT {
    private static final Path JAR = Path.of(System.getProperty("driftline.jar"))
            .resolveSibling("driftline-lean.jar")
            .toAbsolutePath();

    private static final Pattern POM = Pattern.compile("META-INF/maven/([^/]+)/[^/]+/pom\\.properties");

    @TempDir
    Path folder = Path.of("");

    @Test
    void hasNoServersInside() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(60_000_000);
        try (var jar = new ZipFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.matches("(ch/vorburger|org/apache/qpid|org/bouncycastle|tools/jackson)/.*"))
                    .contains("io/driftline/Main.class", "webroot/index.html", "worker/requirements.txt");
        }
    }

    @Test
    void bothTellWhatOthersMade() throws IOException {
        for (var path : List.of(JAR, JAR.resolveSibling("driftline.jar"))) {
            try (var jar = new ZipFile(path.toFile())) {
                var notices = new String(
                        jar.getInputStream(jar.getEntry("META-INF/third-party.md"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
                var lean = path.equals(JAR);
                assertThat(jar.stream()
                                .map(entry -> POM.matcher(entry.getName()))
                                .filter(Matcher::matches)
                                .map(pom -> pom.group(1))
                                .filter(group -> !group.equals("io.driftline"))
                                .distinct())
                        .hasSizeGreaterThan(10)
                        .allSatisfy(group -> assertThat(notices.lines()
                                        .filter(line -> line.startsWith("|") && line.contains("`" + group + "`")))
                                .as(group)
                                .singleElement()
                                .asString()
                                .matches(line -> !lean || line.endsWith("| yes |")));
                assertThat(jar.getEntry("META-INF/licenses/LGPL-2.1.txt")).isNotNull();
                assertThat(jar.getEntry("META-INF/licenses/GPL-2.0.txt") == null)
                        .isEqualTo(lean);
            }
        }
    }

    @Test
    void saysInOneLineThatItHasNone() throws IOException, InterruptedException {
        var refused = run(Map.of(), "serve", "--data", folder.resolve("data").toString());
        assertThat(refused.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .asString()
                .startsWith("driftline: This is the lean jar")
                .contains("embedded.enabled");
    }

    @Test
    void servesOnRealServersThatTheDoctorFindsWell(Stack stack) throws IOException, InterruptedException {
        var real = TestConfig.environment(stack.config());
        var doctor = run(real, "doctor");
        assertThat(doctor.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said())
                .as(Files.readString(folder.resolve("err")))
                .noneMatch(line -> line.startsWith("FAIL"))
                .anyMatch(line -> line.matches("OK +tables +up to date"))
                .anyMatch(line -> line.matches("OK +worker +http://127.* [1-9][0-9]* models"));
        assertThat(doctor.exitValue()).isZero();

        var serving = run(real, "serve");
        try {
            Awaitility.await().until(() -> !serving.isAlive() || !said().isEmpty());
            assertThat(said())
                    .as(Files.readString(folder.resolve("err")))
                    .singleElement()
                    .asString()
                    .startsWith("Driftline is ready: ");
        } finally {
            serving.destroy();
            assertThat(serving.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void theDoctorNamesWhatIsAmiss(Stack stack) throws IOException, InterruptedException {
        var wrong = TestConfig.environment(stack.config());
        wrong.put("DRIFTLINE_DATABASE_PASSWORD", "wrong-password");
        wrong.put("DRIFTLINE_REDIS_URI", "redis://:wrong-password@127.0.0.1:1/0");
        wrong.put("DRIFTLINE_WORKERS_URLS", "http://127.0.0.1:1");
        var doctor = run(wrong, "doctor");
        assertThat(doctor.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(doctor.exitValue()).isEqualTo(1);
        assertThat(said())
                .anyMatch(line -> line.matches("FAIL +database .*Access denied.*"))
                .anyMatch(line -> line.matches("FAIL +redis .*"))
                .anyMatch(line -> line.matches("OK +broker .*"))
                .anyMatch(line -> line.matches("FAIL +worker +http://127\\.0\\.0\\.1:1: .*"))
                .noneMatch(line -> line.contains("wrong-password"));
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void theDoctorReadsSettingsAsServeDoes() throws IOException, InterruptedException {
        var doctor = run(Map.of("DRIFTLINE_JOBS_LEASE", "soon"), "doctor");
        assertThat(doctor.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(doctor.exitValue()).isEqualTo(1);
        assertThat(said()).singleElement().asString().startsWith("FAIL").contains("jobs.lease");
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(folder.resolve("out"));
    }

    private Process run(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(Map.of("DRIFTLINE_SERVER_PORT", "0", "DRIFTLINE_OPERATIONS_PORT", "0"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
