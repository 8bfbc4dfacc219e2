package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Contracts;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Strains;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frames of a running server have the form that {@code asyncapi.yaml} documents, and no field that it does not. */
@ExtendWith(StackExtension.class)
class StreamContractIT {
    @Test
    void everyFrameIsAsDocumented(Stack stack) {
        var contract = Contracts.closed(Contracts.served(stack, "asyncapi.yaml"));
        var user = ApiUser.signUp(stack);
        var stream = user.stream(0);
        var many = user.submission(Strains.fasta(user.example("h3n2-variant"), 150))
                .put("mode", "all");
        stream.awaitEnd(user.submit(user.example("h3n2-variant")));
        stream.awaitEnd(user.submit(user.example("problems")));
        // Progress is a gauge of which any value may be skipped, so a job is run until one is not.
        await().until(() -> {
            stream.awaitEnd(user.post("/jobs", many).bodyAsJsonObject().getString("id"));
            return !stream.frames("progress").isEmpty();
        });
        stream.send(new JsonObject().put("type", "resume").put("after", 999));
        await().until(() -> !stream.frames("reset").isEmpty());
        await().until(() -> !stream.frames("heartbeat").isEmpty());

        var told = new TreeSet<String>();
        for (var frame : stream.frames()) {
            var type = frame.getString("type");
            told.add(type);
            Contracts.isAsDocumented(contract, payload(contract, type), frame, type);
        }
        assertThat(told).contains("hello", "event", "progress", "reset", "heartbeat");
        assertThat(stream.frames("event"))
                .anyMatch(frame -> frame.containsKey("result"))
                .anyMatch(frame -> frame.containsKey("problem"));
        assertThatThrownBy(() -> Contracts.isAsDocumented(
                        contract,
                        payload(contract, "hello"),
                        stream.frames("hello").get(0).copy().put("secret", 1),
                        "hello"))
                .isInstanceOf(AssertionError.class);
        stream.close();
    }

    @Test
    void everyCloseCodeIsDocumentedWithWhatToDo(Stack stack) {
        var documented = Contracts.served(stack, "asyncapi.yaml")
                .getJsonObject("channels")
                .getJsonObject("stream")
                .getJsonArray("x-close-codes");

        assertThat(documented.stream()
                        .map(JsonObject.class::cast)
                        .map(each -> each.getInteger("code") + " " + each.getString("reason")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CloseCode.values())
                        .map(code -> code.code() + " " + code.reason())
                        .toList());
        assertThat(documented).allSatisfy(each -> assertThat(((JsonObject) each).getString("action"))
                .isIn("retry", "retry later", "sign in", "stop"));
    }

    @Test
    void theDocumentHoldsTogether(Stack stack) {
        var contract = Contracts.served(stack, "asyncapi.yaml");

        assertThat(contract.getString("asyncapi")).isEqualTo("3.0.0");
        assertThat(dangling(contract, contract)).isEmpty();
    }

    private static JsonObject payload(JsonObject contract, String type) {
        return contract.getJsonObject("components")
                .getJsonObject("messages")
                .getJsonObject(type, new JsonObject().put("payload", new JsonObject().put("not", new JsonObject())))
                .getJsonObject("payload");
    }

    /** References that lead nowhere. */
    private static Set<String> dangling(JsonObject contract, Object part) {
        var found = new TreeSet<String>();
        if (part instanceof JsonObject object) {
            object.forEach(entry -> {
                if (entry.getKey().equals("$ref")) {
                    if (!leads(contract, String.valueOf(entry.getValue()))) {
                        found.add(String.valueOf(entry.getValue()));
                    }
                } else {
                    found.addAll(dangling(contract, entry.getValue()));
                }
            });
        } else if (part instanceof JsonArray list) {
            list.forEach(each -> found.addAll(dangling(contract, each)));
        }
        return found;
    }

    private static boolean leads(JsonObject contract, String reference) {
        Object at = contract;
        for (var name : reference.substring("#/".length()).split("/", -1)) {
            at = at instanceof JsonObject object ? object.getValue(name) : null;
        }
        return at instanceof JsonObject;
    }
}
