package io.driftline.bombs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Calls that were sent, a few at once, and what came of each. */
record Round(List<Call> calls, List<Answer> answers) {
    static Round of(List<Call> calls, Caller caller, ExecutorService threads) throws IOException, InterruptedException {
        List<Future<Answer>> sent = new ArrayList<>();
        calls.forEach(call -> sent.add(threads.submit(() -> caller.send(call))));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                answers.add(sent.get(i).get());
            } catch (ExecutionException failed) {
                throw new IOException(calls.get(i).what() + ": " + failed.getCause(), failed);
            }
        }
        return new Round(calls, answers);
    }

    /** What was answered, and not as documented. */
    List<String> undocumented() {
        List<String> undocumented = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (!answers.get(i).isDocumented()) {
                undocumented.add(calls.get(i).what() + " → " + answers.get(i));
            }
        }
        return undocumented;
    }

    List<Call> laterThan(Duration limit) {
        List<Call> late = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (answers.get(i).took().compareTo(limit) > 0) {
                late.add(calls.get(i));
            }
        }
        return late;
    }

    /** Such as {@code 400×7 422×19}. */
    String counts() {
        Map<Integer, Long> counts =
                answers.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> each.getKey() + "×" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    String slowest() {
        int slowest = 0;
        for (int i = 1; i < answers.size(); i++) {
            slowest = answers.get(i).took().compareTo(answers.get(slowest).took()) > 0 ? i : slowest;
        }
        return answers.get(slowest).took().toMillis() + " ms ("
                + calls.get(slowest).what() + ")";
    }
}
