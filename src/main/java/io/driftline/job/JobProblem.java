package io.driftline.job;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed, in the form that the contract has for every problem: with a status, and without what is not known. Workers
 * tell neither, and what was stored before has neither.
 */
public final class JobProblem {
    private static final int INPUT = 422;
    private static final int OURS = 500;

    /** What becomes right by submitting something else. */
    private static final Set<String> OF_INPUT = Set.of("check", "model");

    private static final String TOO_LARGE = "urn:problem:worker/result-too-large";

    private JobProblem() {}

    public static JsonObject whole(JsonObject told) {
        var problem = known(told);
        if (!problem.containsKey("status")) {
            problem.put("status", status(problem.getString("type", "")));
        }
        return problem;
    }

    public static @Nullable JsonObject stored(@Nullable String json) {
        return json == null ? null : whole(new JsonObject(json));
    }

    /** An event as it was stored; most have no problem, and are not looked into. */
    public static String frame(String json) {
        if (!json.contains("\"problem\"")) {
            return json;
        }
        var frame = new JsonObject(json);
        var problem = frame.getJsonObject("problem");
        return problem == null ? json : frame.put("problem", whole(problem)).encode();
    }

    private static int status(String type) {
        var kind = type.replaceFirst("^urn:problem:", "").replaceFirst("/.*", "");
        return OF_INPUT.contains(kind) || type.equals(TOO_LARGE) ? INPUT : OURS;
    }

    private static JsonObject known(JsonObject told) {
        var known = new JsonObject();
        told.stream()
                .filter(field -> field.getValue() != null)
                .forEach(field -> known.put(field.getKey(), known(field)));
        return known;
    }

    private static Object known(Map.Entry<String, Object> field) {
        return field.getValue() instanceof JsonArray list
                ? new JsonArray(list.stream()
                        .map(each -> each instanceof JsonObject object ? known(object) : each)
                        .toList())
                : field.getValue();
    }
}
