"""One job, from start to end: checking → encoding → predicting → result.

Each stage opens with an event that tells what the stage before it found and how long that took
by the worker's clock (events that travel together are stored at one time); the last event
carries the result's digest, or a problem. Whatever is the job's own fault ends it with a
problem. A store that stays away ends the attempt without a word: the gateway's lease lapses,
it asks, hears *unknown*, and tries again.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.stages import Checked, Tools, stages_of
from driftline_worker.attempts.staging import Staged
from driftline_worker.checking.judgement import judge
from driftline_worker.checking.records import CheckedRecord, check_record
from driftline_worker.errors import INTERNAL, Cancelled, JobFailed, NotStaged, RunHangs, StoreUnreachable
from driftline_worker.logs import keys
from driftline_worker.words import message

LOG = logging.getLogger(__name__)

STORE_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0)
"""Seconds between tries to reach the store; a job's heartbeat goes on meanwhile."""

T = TypeVar("T")


def run(attempt: Attempt, tools: Tools) -> Outcome:
    """Work an attempt to its end and say so; never raises."""
    try:
        _stages(attempt, tools)
        return Outcome.SUCCEEDED
    except JobFailed as failed:
        attempt.speaker.failed(failed.problem)
        return Outcome.FAILED
    except Cancelled:
        return Outcome.CANCELLED
    except RunHangs as fault:
        LOG.warning("attempt leaves a run that hangs", extra=keys(**attempt.keys, shared=fault.shared))
        return Outcome.HUNG if fault.shared else Outcome.HANDED_BACK
    except (NotStaged, StoreUnreachable) as fault:
        LOG.warning("attempt given up", extra=keys(**attempt.keys, reason=type(fault).__name__))
        return Outcome.GIVEN_UP
    except Exception:
        LOG.exception("job met an unexpected fault", extra=keys(**attempt.keys))
        attempt.speaker.failed(INTERNAL)
        return Outcome.FAILED


def _stages(attempt: Attempt, tools: Tools) -> None:
    dispatch, say, metrics = attempt.dispatch, attempt.speaker, tools.metrics
    attempt.pace.begin("staged sequences")
    staged = _patiently(attempt, lambda: tools.staging.staged(dispatch.sequences_key))

    attempt.pace.begin("checking")
    say.stage("checking", message("stage.checking", records=len(staged.records)))
    with metrics.stage("checking") as took:
        records = _check(attempt, tools, staged)

    attempt.go_on()
    found = stages_of(dispatch.mode, records, tools)(attempt, tools, Checked(records, staged.pairs, took))

    attempt.keep(found.packed.content)
    attempt.pace.begin("storing the result")
    _patiently(attempt, lambda: attempt.store(tools.staging))
    say.result(found.said, found.packed.pointer(found.summary))


def _check(attempt: Attempt, tools: Tools, staged: Staged) -> list[CheckedRecord]:
    records = []
    for number, record in enumerate(staged.records, start=1):
        records.append(check_record(record, tools.checker))
        attempt.go_on()
        if attempt.dispatch.mode != "pair":
            attempt.advance(100 * number / len(staged.records))
    judgement = judge(attempt.dispatch.mode, records, staged.pairs)
    if judgement.problem:
        raise JobFailed(judgement.problem)
    return records


def _patiently(attempt: Attempt, call: Callable[[], T]) -> T:
    """Call the store again after a while when it cannot be reached."""
    for pause in STORE_PAUSES:
        try:
            return call()
        except StoreUnreachable:
            attempt.cancelled.wait(pause)
            attempt.go_on()
    return call()
