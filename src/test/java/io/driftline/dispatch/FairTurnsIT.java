package io.driftline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Signals;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class FairTurnsIT {
    @Test
    void oneUsersManyJobsDoNotStarveAnothersOne(Stack stack) throws Exception {
        var busy = ApiUser.signUp(stack);
        var modest = ApiUser.signUp(stack);
        var example = busy.example("h3n2-variant");
        busy.awaitEnd(busy.submit(example));
        long worker = stack.backends().process("worker").pid();
        List<String> many = new ArrayList<>();
        Signals.send("STOP", worker);
        try {
            for (int i = 0; i < 60; i++) {
                many.add(busy.submit(example));
            }
            var forecast = modest.get("/queue").bodyAsJsonObject();
            assertThat(forecast.getLong("waiting")).isGreaterThan(20);
            assertThat(forecast.getLong("position")).isLessThanOrEqualTo(2);
            assertThat(forecast.getLong("open")).isZero();
            assertThat(busy.get("/queue").bodyAsJsonObject().getLong("position"))
                    .isGreaterThan(20);

            var one = modest.post("/jobs", modest.submission(example)).bodyAsJsonObject();

            assertThat(one.getLong("position")).isLessThanOrEqualTo(2);
            var last = busy.job(many.get(59));
            assertThat(last.getLong("position")).isGreaterThan(20);
            assertThat(last.fieldNames()).contains("waitSeconds");
            many.add(one.getString("id"));
        } finally {
            Signals.send("CONT", worker);
        }
        JsonObject own = modest.awaitEnd(many.remove(60));
        assertThat(own.getString("state")).isEqualTo("SUCCEEDED");
        many.forEach(job -> assertThat(busy.awaitEnd(job).getString("state")).isEqualTo("SUCCEEDED"));
    }
}
