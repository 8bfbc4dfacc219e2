package io.driftline.api;

import io.driftline.testing.EndedJobs;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.backends.OutsidePrograms;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Requests made up from the contract, right ones and wrong ones, are answered as the contract says. */
@ExtendWith(StackExtension.class)
class FuzzIT {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void needsTheProgram() {
        OutsidePrograms.needed();
    }

    @Test
    void answersAStrangerAsTheContractSays(Stack stack) throws Exception {
        // Nearly all of it is refused before its body is read.
        fuzz(stack, "", List.of("of-nobody"), "--phases=examples,fuzzing", "--max-examples=8");
    }

    @Test
    void answersAUserWithJobsAsTheContractSays(Stack stack) throws Exception {
        var user = ApiUser.signUp(stack);
        fuzz(stack, token(user, "jobs:read", "jobs:write"), EndedJobs.of(user), "--exclude-tag=operators");
    }

    @Test
    void answersAnOperatorAsTheContractSays(Stack stack) throws Exception {
        var operator = ApiUser.operator(stack);
        fuzz(stack, token(operator, "all"), EndedJobs.of(operator), "--include-tag=operators");
    }

    private static String token(ApiUser user, String... scopes) {
        var asked = new JsonObject().put("name", "fuzz").put("scopes", new JsonArray(List.of(scopes)));
        return "Bearer " + user.post("/tokens", asked).bodyAsJsonObject().getString("token");
    }

    private void fuzz(Stack stack, String authorization, List<String> jobs, String... options) throws Exception {
        var given = OutsidePrograms.GIVEN.resolve("fuzz");
        Files.copy(given.resolve("schemathesis.toml"), folder.resolve("schemathesis.toml"));
        var quoted = jobs.stream().map(job -> '"' + job + '"').toList();
        Files.write(folder.resolve("jobs.txt"), quoted);
        var contract = "http://127.0.0.1:" + stack.port() + "/api/v1/openapi.json";
        List<String> arguments = new ArrayList<>(List.of("run", contract, "--no-color"));
        arguments.addAll(List.of(options));
        OutsidePrograms.run(folder, Map.of("FUZZ_AUTHORIZATION", authorization), "schemathesis", arguments);
    }
}
