package io.driftline.cli.predict;

import io.driftline.cli.Progress;
import io.driftline.cli.predict.AnswersFile.Answer;
import io.driftline.cli.predict.FastaFiles.Sequence;
import io.driftline.cli.predict.PairsFile.Pair;
import io.driftline.cli.server.ServerClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sequence that each name of a list means. Of several different ones under a name it is that which the server's workers
 * place best on the subtype, as alone.
 */
final class NamedSequences {
    /** The most that one check looks at. */
    private static final int MOST_CHECKED = 100;

    private final FastaFiles files;
    private final Map<Name, Meant> meant = new LinkedHashMap<>();

    /** A strain as the list names it, of the subtype that it states. */
    record Name(String subtype, String strain) {}

    /** The sequence, and what is to be said of the name: nothing if it is empty. */
    record Meant(Sequence sequence, String said) {}

    private NamedSequences(FastaFiles files) {
        this.files = files;
    }

    /** Of every pair; asks the server where a name has several sequences. */
    static NamedSequences of(List<Pair> pairs, FastaFiles files, ServerClient client, Progress progress)
            throws IOException, InterruptedException {
        var found = new NamedSequences(files);
        var several = new LinkedHashMap<Name, List<Sequence>>();
        for (Pair pair : pairs) {
            for (String strain : List.of(pair.a(), pair.b())) {
                var name = new Name(pair.subtype(), strain);
                if (!found.meant.containsKey(name) && !several.containsKey(name)) {
                    found.look(name, several);
                }
            }
        }
        found.choose(several, client, progress);
        return found;
    }

    private void look(Name name, Map<Name, List<Sequence>> several) {
        var sequences = files.named(name.strain(), name.subtype());
        if (sequences.size() == 1) {
            meant.put(name, new Meant(sequences.get(0), ""));
        } else if (!sequences.isEmpty()) {
            several.put(name, sequences);
        }
    }

    private void choose(Map<Name, List<Sequence>> several, ServerClient client, Progress progress)
            throws IOException, InterruptedException {
        var some = new LinkedHashMap<Name, List<Sequence>>();
        int room = MOST_CHECKED;
        for (var each : several.entrySet()) {
            int size = each.getValue().size();
            if (size > room) {
                check(some, client, progress);
                some.clear();
                room = MOST_CHECKED;
            }
            some.put(each.getKey(), each.getValue());
            room -= size;
        }
        if (!some.isEmpty()) {
            check(some, client, progress);
        }
    }

    private void check(Map<Name, List<Sequence>> some, ServerClient client, Progress progress)
            throws IOException, InterruptedException {
        var body = request(some);
        var checked = PredictJob.submit(key -> client.post("/checks", body), progress, "")
                .getJsonArray("records");
        int place = 0;
        for (var each : some.entrySet()) {
            int from = place;
            place += each.getValue().size();
            meant.put(
                    each.getKey(),
                    best(
                            each.getKey(),
                            each.getValue(),
                            records(checked).skip(from).toList()));
        }
    }

    /** Every candidate under a name of its own, and as one of the subtype. */
    private static JsonObject request(Map<Name, List<Sequence>> some) {
        var fasta = new StringBuilder();
        var pairs = new JsonArray();
        some.forEach((name, sequences) -> sequences.forEach(sequence -> {
            var number = Integer.toString(pairs.size() + 1);
            fasta.append('>')
                    .append(number)
                    .append('\n')
                    .append(sequence.letters())
                    .append('\n');
            pairs.add(PairsJob.pair(number, number, name.subtype()));
        }));
        return new JsonObject()
                .put("mode", "list")
                .put("sequences", fasta.toString())
                .put("pairs", pairs);
    }

    private static Stream<JsonObject> records(JsonArray checked) {
        return checked.stream().map(JsonObject.class::cast);
    }

    /** The first where none can be used, with whatever is wrong with it. */
    private static Meant best(Name name, List<Sequence> sequences, List<JsonObject> checked) {
        var usable = new ArrayList<Integer>();
        for (int i = 0; i < sequences.size(); i++) {
            if (checked.get(i).getJsonArray("errors").isEmpty()) {
                usable.add(i);
            }
        }
        if (usable.isEmpty()) {
            return new Meant(sequences.get(0), "");
        }
        int best = usable.get(0);
        for (int each : usable) {
            if (score(checked.get(each)) > score(checked.get(best))) {
                best = each;
            }
        }
        var subtype = name.subtype().isEmpty() ? "HA" : name.subtype();
        var said = name.strain() + ": " + sequences.size() + " different sequences; the one nearest to " + subtype
                + " is used";
        return new Meant(sequences.get(best), said);
    }

    private static double score(JsonObject checked) {
        return checked.getDouble("score", 0.0);
    }

    /** Which names of a pair no sequence has, with the one that may have been meant. */
    List<String> missing(Pair pair) {
        return Stream.of(pair.a(), pair.b())
                .distinct()
                .filter(strain -> !meant.containsKey(new Name(pair.subtype(), strain)))
                .map(strain -> strain + ": not in the sequence files"
                        + files.nearest(strain)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""))
                .toList();
    }

    /** With what is to be said of the names before the answer's own warnings. */
    Answer remarked(Answer answer, Pair pair) {
        return answer.warnedBefore(Stream.of(pair.a(), pair.b())
                .map(strain -> of(pair, strain).said())
                .filter(said -> !said.isEmpty())
                .distinct()
                .toList());
    }

    Meant of(Pair pair, String strain) {
        var found = meant.get(new Name(pair.subtype(), strain));
        if (found == null) {
            throw new IllegalStateException("a pair whose names were not looked up");
        }
        return found;
    }
}
