package io.driftline.api;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.backends.OutsidePrograms;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The wheel of the Python client, built from the contract, at this server. */
@ExtendWith(StackExtension.class)
class PythonClientIT {
    private static final Path CLIENT = Path.of("src", "clients", "python").toAbsolutePath();

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void buildsTheWheel() throws Exception {
        OutsidePrograms.needed();
        run(
                Map.of(),
                "pip",
                "wheel",
                "--quiet",
                "--no-deps",
                "--no-build-isolation",
                "--wheel-dir=.",
                CLIENT.toString());
        run(
                Map.of(),
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--no-index",
                "--find-links=.",
                "--target=site",
                "driftline-client");
    }

    @Test
    void submitsFollowsAndReads(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        user.submission("");
        var token = user.post("/tokens", new JsonObject().put("name", "client")).bodyAsJsonObject();

        run(
                Map.of(
                        "PYTHONPATH", folder.resolve("site").toString(),
                        "DRIFTLINE_SERVER", user.origin(),
                        "DRIFTLINE_TOKEN", token.getString("token")),
                "python",
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                CLIENT.resolve("tests").toString());
    }

    @Test
    void isTypedToTheLast() throws Exception {
        run(
                Map.of("MYPYPATH", folder.resolve("site").toString()),
                "mypy",
                "--config-file=" + CLIENT.resolve("pyproject.toml"),
                "--package=driftline_client");
    }

    private static void run(Map<String, String> environment, String program, String... arguments) throws Exception {
        OutsidePrograms.run(folder, environment, program, List.of(arguments));
    }
}
