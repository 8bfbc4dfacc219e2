package io.driftline.bombs;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What came of a {@link Call}. */
record Answer(int status, String contentType, boolean retryAfter, String body, Duration took) {
    /** Done, or refused as the contract has it: a problem, and of the service's own faults only that it is busy. */
    boolean isDocumented() {
        if (status < 300) {
            return true;
        }
        return (status < 500 || (status == 503 && retryAfter)) && isProblem();
    }

    private boolean isProblem() {
        try {
            var problem = new JsonObject(body);
            return contentType.equals("application/problem+json")
                    && problem.getInteger("status") == status
                    && problem.getString("type").startsWith("urn:problem:")
                    && !problem.getString("title").isEmpty();
        } catch (DecodeException | ClassCastException | NullPointerException other) {
            return false;
        }
    }

    @Override
    public String toString() {
        return status + " after " + took.toMillis() + " ms: " + body.substring(0, Math.min(300, body.length()));
    }
}
