package io.driftline.api.results;

import io.vertx.core.json.JsonObject;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Which records of a result had no row, or cannot be used: they get a line of their own behind the rows. */
final class UncomparedRecords {
    private final ResultHead head;
    private final BitSet first = new BitSet();
    private final BitSet second = new BitSet();

    UncomparedRecords(ResultHead head) {
        this.head = head;
    }

    void saw(JsonObject row) {
        first.set(ResultHead.numberA(row));
        second.set(ResultHead.numberB(row));
    }

    Stream<JsonObject> found() {
        return head.records().stream().filter(record -> !reasons(record).isEmpty());
    }

    List<String> reasons(JsonObject record) {
        var faults = ResultHead.faults(record);
        boolean alone = faults.isEmpty() && !record.getBoolean("reference", false) && !hasRow(record);
        return alone ? List.of(record.getString("name") + ": " + alone(record)) : faults;
    }

    private boolean hasRow(JsonObject record) {
        int number = record.getInteger("record");
        return head.isOtherSide(record) ? second.get(number) : first.get(number) || isInSecond(number);
    }

    private boolean isInSecond(int number) {
        return !head.isQuery() && second.get(number);
    }

    private static String alone(JsonObject record) {
        return "no other sequence here makes a pair of " + record.getString("subtype") + " with it for this model";
    }
}
