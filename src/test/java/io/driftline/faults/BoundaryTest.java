package io.driftline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of boundaries, and the places where gateway and worker pass them. */
class BoundaryTest {
    private static final Pattern HIT = Pattern.compile("(?:FailPoint|failpoints)\\.hit\\(\\s*\"(\\w+)\"");

    @Test
    void eachBoundaryIsPassedInOnePlace() throws IOException {
        List<String> passed = new ArrayList<>();
        for (Path root :
                List.of(Path.of("src", "main", "java"), Path.of("src", "main", "python", "driftline_worker"))) {
            try (var files = Files.walk(root)) {
                for (Path file : files.filter(BoundaryTest::isSource).toList()) {
                    HIT.matcher(Files.readString(file)).results().forEach(hit -> passed.add(hit.group(1)));
                }
            }
        }

        assertThat(passed)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Boundary.values()).map(Boundary::name).toList());
    }

    @Test
    void understandsTheNumbersThatBoundariesOnceHad() {
        assertThat(Boundary.resolve("F02-K07")).isEqualTo("F02-CLAIMED_NOT_STAGED");
        assertThat(Boundary.resolve("K30-pause")).isEqualTo("MIGRATION_DONE_NOT_NOTED-pause");
        assertThat(Boundary.resolve("F05")).isEqualTo("F05");
        assertThat(Boundary.resolve("F02-K99")).isEqualTo("F02-K99");
    }

    @Test
    void everyExperimentIsFoundUnderItsName() {
        assertThat(Experiments.all())
                .extracting(Experiment::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Boundary.resolve(name)).isEqualTo(name));
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".py");
    }
}
