package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.EndedJobs;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.backends.OutsidePrograms;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The contract makes a client with types that reads every kind of job. */
@ExtendWith(StackExtension.class)
class TypedClientIT {
    private static final Path GIVEN = OutsidePrograms.GIVEN.resolve("typed");

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsAJobOfEachModeAndOneThatFailed(Stack stack) throws Exception {
        OutsidePrograms.needed();
        var user = ApiUser.signUp(stack);
        var token = user.post("/tokens", new JsonObject().put("name", "client")).bodyAsJsonObject();
        generate(user.get("/openapi.yaml").bodyAsString());

        var arguments = new ArrayList<>(List.of(GIVEN.resolve("read_jobs.py").toString()));
        arguments.addAll(EndedJobs.of(user));
        var said = OutsidePrograms.run(
                folder,
                Map.of(
                        "PYTHONPATH", folder.toString(),
                        "DRIFTLINE_API", user.origin() + "/api/v1",
                        "DRIFTLINE_TOKEN", token.getString("token")),
                "python",
                arguments);

        assertThat(said.lines())
                .containsExactly(
                        "SUCCEEDED pair Pair",
                        "SUCCEEDED query Row",
                        "SUCCEEDED all Row",
                        "SUCCEEDED list Row",
                        "FAILED 422 1");
    }

    /** Of the whole contract: what the generator has to leave out fails it. */
    private void generate(String contract) throws Exception {
        Files.writeString(folder.resolve("openapi.yaml"), contract);
        OutsidePrograms.run(
                folder,
                Map.of(),
                "openapi-python-client",
                List.of(
                        "generate",
                        "--path=openapi.yaml",
                        "--output-path=driftline",
                        "--meta=none",
                        "--config=" + GIVEN.resolve("generator.yaml"),
                        "--fail-on-warning"));
    }
}
