package io.driftline.faults;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all runs of one version come to, as a table of Markdown and some figures. */
final class Summary {
    private static final double PERCENTILE = 0.99;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Long> takeovers = new ArrayList<>();
    private final Row together = new Row();
    private long mostGatewayMib;
    private long mostWorkerMib;

    private static final class Row {
        int runs;
        int passed;
        int accepted;
        int ended;
        int lost;
        int duplicated;
        int foreign;
        long slowestMillis;

        void add(JsonObject line) {
            runs++;
            passed += line.getBoolean("passed") ? 1 : 0;
            accepted += line.getInteger("accepted");
            ended += line.getInteger("ended");
            lost += line.getInteger("lost");
            duplicated += line.getInteger("duplicated");
            foreign += line.getInteger("foreign");
            slowestMillis = Math.max(slowestMillis, line.getLong("recoveredMillis"));
        }

        String told(String name) {
            return "| %s | %d of %d | %d | %d | %d | %d | %d | %.1f s |%n"
                    .formatted(name, passed, runs, accepted, ended, lost, duplicated, foreign, slowestMillis / 1_000.0);
        }
    }

    /** @param lines of the ledger; runs that kept to no figure of time do not count */
    Summary(List<JsonObject> lines) {
        lines.stream().filter(line -> line.getBoolean("figuresHeld")).forEach(this::add);
    }

    private void add(JsonObject line) {
        rows.computeIfAbsent(line.getString("experiment"), name -> new Row()).add(line);
        together.add(line);
        line.getJsonArray("takeoverMillis").forEach(millis -> takeovers.add(((Number) millis).longValue()));
        line.getJsonObject("most").forEach(part -> {
            long mebibytes = ((JsonObject) part.getValue()).getLong("residentMiB");
            if (part.getKey().startsWith("gateway")) {
                mostGatewayMib = Math.max(mostGatewayMib, mebibytes);
            } else {
                mostWorkerMib = Math.max(mostWorkerMib, mebibytes);
            }
        });
    }

    @Override
    public String toString() {
        var text = new StringBuilder(
                """
                | experiment | passed | accepted | ended | lost | duplicated | foreign | slowest recovery |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        rows.forEach((name, row) -> text.append(row.told(name)));
        text.append(together.told("**together**"));
        text.append("%nMost resident: gateway %d MiB, worker %d MiB.%n".formatted(mostGatewayMib, mostWorkerMib));
        if (!takeovers.isEmpty()) {
            var sorted = takeovers.stream().sorted().toList();
            text.append("Jobs of a dead part at work again: %d, median %.1f s, p99 %.1f s, slowest %.1f s.%n"
                    .formatted(sorted.size(), seconds(sorted, 0.5), seconds(sorted, PERCENTILE), seconds(sorted, 1)));
        }
        return text.toString();
    }

    private static double seconds(List<Long> sorted, double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, place)) / 1_000.0;
    }
}
