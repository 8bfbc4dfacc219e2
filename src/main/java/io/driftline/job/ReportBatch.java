package io.driftline.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports taken one after the other, each meeting the jobs as those before it have left them. */
final class ReportBatch {
    private final Map<JobId, LockedJob> jobs;
    private final Set<JobId> deleted;
    private final Map<JobId, Decision.Move> moves = new LinkedHashMap<>();
    private final List<JobEvent> events = new ArrayList<>();
    private final List<StageReport> results = new ArrayList<>();
    private final Map<JobId, ProgressReport> latest = new LinkedHashMap<>();
    private final Set<JobId> unknown = new HashSet<>();
    private int dropped;

    ReportBatch(Map<JobId, LockedJob> locked, Set<JobId> deleted) {
        this.jobs = new HashMap<>(locked);
        this.deleted = deleted;
    }

    void take(StageReport report) {
        var job = jobs.get(report.job());
        if (job == null) {
            dropOrRefuse(report.job());
        } else if (counts(report, job)) {
            move(job, report);
        } else {
            dropped++;
        }
    }

    /** No worker puts a job back: that is for whoever gives its attempt up. */
    private static boolean counts(StageReport report, LockedJob job) {
        return report.stage() != Stage.QUEUED
                && job.isHeldUnder(report.attempt())
                && report.seq() > job.lastSeq()
                && job.state().mayBecome(target(report));
    }

    private static JobState target(StageReport report) {
        if (report.problem() != null) {
            return JobState.End.FAILED;
        }
        return report.stage() == Stage.RESULT
                ? JobState.End.SUCCEEDED
                : JobState.of(report.stage().name());
    }

    private void move(LockedJob job, StageReport report) {
        var now = job.at(target(report), report.stage(), report.seq());
        var result = report.result();
        jobs.put(now.id(), now);
        moves.put(now.id(), new Decision.Move(now, report.problem()));
        events.add(new JobEvent(
                now, report.message(), result == null ? null : result.summary(), report.problem(), report.trace()));
        if (result != null) {
            results.add(report);
        }
    }

    void take(ProgressReport progress) {
        var job = jobs.get(progress.job());
        if (job == null) {
            dropOrRefuse(progress.job());
        } else if (job.isHeldUnder(progress.attempt()) && !job.state().ended()) {
            latest.put(progress.job(), progress);
        } else {
            dropped++;
        }
    }

    private void dropOrRefuse(JobId absent) {
        if (deleted.contains(absent)) {
            dropped++;
        } else {
            unknown.add(absent);
        }
    }

    Decision decision() {
        List<LockedJob> renewed = new ArrayList<>();
        List<Decision.Progress> progress = new ArrayList<>();
        latest.forEach((id, report) -> {
            var job = jobs.get(id);
            if (job != null) {
                progress.add(new Decision.Progress(job.user(), job.stage(), report));
                if (!moves.containsKey(id)) {
                    renewed.add(job);
                }
            }
        });
        return new Decision(List.copyOf(moves.values()), events, results, renewed, progress, unknown, dropped);
    }
}
