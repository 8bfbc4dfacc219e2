package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/api.md} tells people to do works. */
@ExtendWith(StackExtension.class)
class ApiDocsIT {
    private static final Pattern PYTHON = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final int MOST_LINES = 15;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theScriptSubmitsWaitsAndSavesTheTable(Stack stack) throws Exception {
        var block = PYTHON.matcher(Files.readString(Path.of("docs", "api.md")));
        assertThat(block.find()).isTrue();
        assertThat(block.group(1).lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
        var user = ApiUser.signUp(stack);
        user.submission("");
        var token = user.post("/tokens", new JsonObject().put("name", "notebook"))
                .bodyAsJsonObject()
                .getString("token");
        Files.writeString(folder.resolve("script.py"), block.group(1));
        Files.writeString(folder.resolve("pair.fasta"), user.example("h3n2-variant"));

        var python = new ProcessBuilder(stack.config().embedded().python(), "script.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        python.environment().put("DRIFTLINE_SERVER", user.origin());
        python.environment().put("DRIFTLINE_TOKEN", token);
        var process = python.start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said")))
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("result.csv")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("\uFEFFsubtype,strain_a,strain_b");
    }
}
