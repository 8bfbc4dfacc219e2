package io.driftline.bench.load;

import io.driftline.bench.load.Mailbox.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * One load, held against what its users' sockets told.
 *
 * @param lost jobs wanted of which no success was told
 * @param duplicated events that came twice, and ends beyond a job's first
 * @param foreign jobs told to a user who had not submitted them
 * @param skipped times that a user's sequence of events had a hole
 * @param refusals submissions told to come again later
 */
public record Traces(List<Trace> jobs, int lost, int duplicated, int foreign, int skipped, int refusals) {

    /** One job from its submission to its end, times in microseconds of the epoch. */
    public record Trace(String job, long sent, long accepted, List<Told> told) {
        /** Stamps in microseconds: sent, accepted, then each stage recorded and come in. */
        public String csv() {
            var line = new StringJoiner(",");
            line.add(job).add(Long.toString(sent)).add(Long.toString(accepted));
            for (Told each : told) {
                line.add(each.stage()).add(Long.toString(each.at())).add(Long.toString(each.arrived()));
            }
            return line.toString();
        }

        public long at(String stage) {
            return of(stage).at();
        }

        public long arrived(String stage) {
            return of(stage).arrived();
        }

        private Told of(String stage) {
            return told.stream()
                    .filter(each -> each.stage().equals(stage))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Traces of(List<User> users, int wanted, int refusals) {
        List<Trace> ended = new ArrayList<>();
        int duplicated = 0;
        int foreign = 0;
        int skipped = 0;
        for (User user : users) {
            var told = user.mailbox().byJob();
            Set<String> own = new HashSet<>();
            for (var job : user.submitted()) {
                own.add(job.job());
                var events = Objects.requireNonNullElse(told.get(job.job()), List.<Told>of());
                long ends = events.stream().filter(Told::isEnd).count();
                duplicated += ends > 1 ? 1 : 0;
                if (events.stream().anyMatch(event -> event.state().equals("SUCCEEDED"))) {
                    ended.add(new Trace(job.job(), job.sent(), job.accepted(), List.copyOf(events)));
                }
            }
            foreign += (int)
                    told.keySet().stream().filter(job -> !own.contains(job)).count();
            duplicated += user.mailbox().repeated();
            skipped += user.mailbox().skipped();
        }
        return new Traces(List.copyOf(ended), wanted - ended.size(), duplicated, foreign, skipped, refusals);
    }

    /** Ended jobs a second, from the first submission to the last end told. */
    public double perSecond() {
        long first = jobs.stream().mapToLong(Trace::sent).min().orElseThrow();
        long last = jobs.stream().mapToLong(job -> job.arrived("result")).max().orElseThrow();
        return jobs.size() * 1e6 / (last - first);
    }

    /** This many of a hundred jobs took no longer: nearest rank, in milliseconds. */
    public double percentile(double percent, ToDoubleFunction<Trace> micros) {
        double[] sorted = jobs.stream().mapToDouble(micros).sorted().toArray();
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1000;
    }
}
