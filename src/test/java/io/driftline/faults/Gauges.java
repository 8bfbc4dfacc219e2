package io.driftline.faults;

import io.driftline.faults.lab.Part;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks once a second at the memory and the open files of each part, and keeps the most of each. */
final class Gauges implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;
    private static final long GATEWAY_MIB = 640;
    private static final long WORKER_MIB = 600;
    private static final long MOST_FILES = 2_000;

    private final Vertx vertx;
    private final List<Part> parts;
    private final Map<String, Most> most = new TreeMap<>();
    private final long timer;

    private record Most(boolean isGateway, long mebibytes, long files) {
        static Most of(Part part) throws IOException {
            return new Most(part.isGateway(), part.residentMiB(), part.openFiles());
        }

        Most or(Most other) {
            return new Most(isGateway, Math.max(mebibytes, other.mebibytes), Math.max(files, other.files));
        }

        boolean isTooMuch() {
            return mebibytes > (isGateway ? GATEWAY_MIB : WORKER_MIB) || files > MOST_FILES;
        }
    }

    Gauges(Vertx vertx, List<Part> parts) {
        this.vertx = vertx;
        this.parts = List.copyOf(parts);
        this.timer = vertx.setPeriodic(EVERY_MILLIS, tick -> look());
    }

    private synchronized void look() {
        for (Part part : parts) {
            try {
                most.merge(part.name(), Most.of(part), Most::or);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** I5: nothing above its limit, at any look. */
    synchronized void check(Findings findings) {
        look();
        most.forEach((name, each) -> {
            if (each.isTooMuch()) {
                findings.add("I5 " + name + " had " + each.mebibytes() + " MiB and " + each.files() + " open files");
            }
        });
    }

    /** The most of each part: MiB resident and open files. */
    synchronized JsonObject toJson() {
        var json = new JsonObject();
        most.forEach((name, each) -> json.put(
                name, new JsonObject().put("residentMiB", each.mebibytes()).put("openFiles", each.files())));
        return json;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
