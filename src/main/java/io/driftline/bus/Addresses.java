package io.driftline.bus;

import io.driftline.bus.news.Announcement;
import io.driftline.bus.news.AttemptsGivenBack;
import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobProgressed;
import io.driftline.bus.news.JobSubmitted;
import io.driftline.bus.news.ResultRefused;
import io.driftline.bus.news.SessionEnded;
import io.driftline.bus.news.UserPresent;
import io.driftline.bus.news.WorkerModels;
import io.driftline.bus.news.WorkerSeen;
import io.driftline.bus.news.WorkerStuck;
import io.driftline.bus.news.WorkersAnnounced;
import io.driftline.identity.UserId;

/** Every event-bus address, with who sends and who listens. */
public final class Addresses {
    /** jobs → dispatch: a job waits in the queue. */
    public static final Address<JobSubmitted> JOB_SUBMITTED = new Address<>("job.submitted", JobSubmitted.class);

    /** dispatch → staging: put this job's sequences where its worker will read them. */
    public static final RequestAddress<StageJob, StageJob.Staged> STAGE_JOB =
            new RequestAddress<>("staging.stage-job", StageJob.class, StageJob.Staged.class);

    /** status → staging: fetch the result that a worker left. */
    public static final RequestAddress<CollectResult, CollectResult.Collected> COLLECT_RESULT =
            new RequestAddress<>("staging.collect-result", CollectResult.class, CollectResult.Collected.class);

    /** staging → operations: a worker gave a result that is none. */
    public static final Address<ResultRefused> RESULT_REFUSED =
            new Address<>("staging.result-refused", ResultRefused.class);

    /** status, jobs → dispatch, staging: a job has ended; room is free and copies may go. */
    public static final Address<JobEnded> JOB_ENDED = new Address<>("job.ended", JobEnded.class);

    /** status → staging: keep how far a job has come, for those who ask. */
    public static final Address<JobProgressed> JOB_PROGRESSED = new Address<>("job.progressed", JobProgressed.class);

    /** api → staging: how far has a job come? */
    public static final RequestAddress<AskProgress, AskProgress.Known> ASK_PROGRESS =
            new RequestAddress<>("staging.ask-progress", AskProgress.class, AskProgress.Known.class);

    /** roster → dispatch: which workers have announced themselves. */
    public static final Address<WorkersAnnounced> WORKERS_ANNOUNCED =
            new Address<>("workers.announced", WorkersAnnounced.class);

    /** dispatch → dispatch: a worker is good for jobs, or is not. */
    public static final Address<WorkerSeen> WORKER_SEEN = new Address<>("worker.seen", WorkerSeen.class);

    /** dispatch → operations: a computation of a worker hangs. */
    public static final Address<WorkerStuck> WORKER_STUCK = new Address<>("worker.stuck", WorkerStuck.class);

    /** dispatch → dispatch: a worker gives attempts back. */
    public static final Address<AttemptsGivenBack> ATTEMPTS_GIVEN_BACK =
            new Address<>("worker.attempts-given-back", AttemptsGivenBack.class);

    /** api → dispatch: ask a worker for the verdict of checking. */
    public static final RequestAddress<CheckSequences, CheckSequences.Checked> CHECK_SEQUENCES =
            new RequestAddress<>("worker.check-sequences", CheckSequences.class, CheckSequences.Checked.class);

    /** dispatch → catalog: a worker was asked what it serves. */
    public static final Address<WorkerModels> WORKER_MODELS = new Address<>("worker.models", WorkerModels.class);

    /** deployment → dispatch: look now at what each worker serves. */
    public static final RequestAddress<LookAtWorkers, LookAtWorkers.Looked> LOOK_AT_WORKERS =
            new RequestAddress<>("worker.look", LookAtWorkers.class, LookAtWorkers.Looked.class);

    /** operations → dispatch: how is each worker? */
    public static final RequestAddress<ListWorkers, ListWorkers.Listed> LIST_WORKERS =
            new RequestAddress<>("worker.list", ListWorkers.class, ListWorkers.Listed.class);

    /** deployment → dispatch: have a model version examined by a worker. */
    public static final RequestAddress<ExamineModel, ExamineModel.Examined> EXAMINE_MODEL =
            new RequestAddress<>("worker.examine-model", ExamineModel.class, ExamineModel.Examined.class);

    /** deployment → dispatch: publish an examined version, or throw it away. */
    public static final RequestAddress<SettleModel, SettleModel.Settled> SETTLE_MODEL =
            new RequestAddress<>("worker.settle-model", SettleModel.class, SettleModel.Settled.class);

    /** deployment → dispatch: take a retired version out of the repository. */
    public static final RequestAddress<WithdrawModel, WithdrawModel.Withdrawn> WITHDRAW_MODEL =
            new RequestAddress<>("worker.withdraw-model", WithdrawModel.class, WithdrawModel.Withdrawn.class);

    /** accounts → push: a session is over, and so are its sockets. */
    public static final Address<SessionEnded> SESSION_ENDED = new Address<>("session.ended", SessionEnded.class);

    /** api → status: look at the dead letters. */
    public static final RequestAddress<ListDeadLetters, ListDeadLetters.Listed> LIST_DEAD_LETTERS =
            new RequestAddress<>("status.list-dead-letters", ListDeadLetters.class, ListDeadLetters.Listed.class);

    /** api → status: remove a dead letter. */
    public static final RequestAddress<DiscardDeadLetter, DiscardDeadLetter.Discarded> DISCARD_DEAD_LETTER =
            new RequestAddress<>(
                    "status.discard-dead-letter", DiscardDeadLetter.class, DiscardDeadLetter.Discarded.class);

    /** push → push: whose announcements of other gateways are wanted here. */
    public static final Address<UserPresent> USER_PRESENT = new Address<>("user.present", UserPresent.class);

    private Addresses() {}

    /** status, jobs → push: what this user, and nobody else, is to be told. */
    public static Address<Announcement> userChannel(UserId user) {
        return new Address<>("users." + user.value(), Announcement.class);
    }
}
