"""One job, from start to end: checking → encoding → predicting → result.

Each stage opens with an event that tells what the stage before it found and how long that took
by the worker's clock (events that travel together are stored at one time); the last event
carries the result's digest, or a problem. Whatever is the job's own fault ends it with a
problem. A store that stays away ends the attempt without a word: the gateway's lease lapses,
it asks, hears *unknown*, and tries again.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.staging import Staged, Staging
from driftline_worker.checking.pairs import Plan, plan_pairs
from driftline_worker.checking.records import CheckedRecord, check_record
from driftline_worker.checking.verdict import judge
from driftline_worker.errors import INTERNAL, Cancelled, JobFailed, NotStaged, RunHangs, StoreUnreachable
from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics, Took
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.predicting.agreement import others_for
from driftline_worker.predicting.explanation import explain
from driftline_worker.predicting.many import predict, shelves_of
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.results import Packed, dumps, head, pack
from driftline_worker.predicting.rows import record_rows, row_pieces
from driftline_worker.reference.references import ha_of, references
from driftline_worker.sequences.checker import SequenceChecker
from driftline_worker.words import Message, message

LOG = logging.getLogger(__name__)

STORE_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0)
"""Seconds between tries to reach the store; a job's heartbeat goes on meanwhile."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tools:
    """What a job works with."""

    staging: Staging
    checker: SequenceChecker
    models: ModelRepository
    encodings: Mapping[str, EncodingLike]
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Checked:
    """The records of a job after checking, the pairs that were asked for, and how long checking took."""

    records: Sequence[CheckedRecord]
    pairs: Sequence[tuple[int, int]]
    took: Took


@dataclass(frozen=True, slots=True)
class Found:
    """A finished result and how the last event tells of it."""

    packed: Packed
    said: Message
    summary: dict[str, Any]


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
    model_stages = _pair_stages if dispatch.mode == "pair" else _many_stages
    found = model_stages(attempt, tools, Checked(records, staged.pairs, took))

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
    verdict = judge(attempt.dispatch.mode, records, staged.pairs)
    if verdict.problem:
        raise JobFailed(verdict.problem)
    return records


def _pair_stages(attempt: Attempt, tools: Tools, checked: Checked) -> Found:
    dispatch, say, metrics = attempt.dispatch, attempt.speaker, tools.metrics
    a, b = checked.records
    assert a.subtype is not None  # noqa: S101 - judged to be a pair of one subtype

    attempt.pace.begin("encoding")
    say.stage("encoding", _checked(a, b, a.subtype, checked.took))
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        predictor = Predictor.choose(model, a.subtype, dispatch.encoding, tools.encodings)
        others = others_for(predictor, tools.models.versions(), tools.encodings)
        sites, features = predictor.encode(a.checked.aligned).shape

    encoding = predictor.encoding
    named = {"encoding": dispatch.encoding, "encodingName": encoding.name}
    say.stage("predicting", message("stage.predicting", **named, sites=sites, features=features, **took.params()))
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        pair = explain(predictor, others, a, b)
        attempt.advance(100)

    attempt.pace.begin("writing the result")
    with metrics.stage("result"):
        packed = pack([dumps(head(dispatch, model, encoding) | {"pairs": [pair.to_json()]})])
    verdict = pair.verdict()
    figures = {key: verdict[key] for key in ("variant", "probability", "distanceLog2")}
    said = Message("stage.result", figures | took.params(), ".variant" if figures["variant"] else ".similar")
    return Found(packed, said, {"pairs": 1, **figures})


def _many_stages(attempt: Attempt, tools: Tools, checked: Checked) -> Found:
    dispatch, say, metrics, records = attempt.dispatch, attempt.speaker, tools.metrics, checked.records
    plan = plan_pairs(dispatch.mode, records, checked.pairs)

    attempt.pace.begin("encoding")
    say.stage("encoding", _checked_many(plan, checked.took))
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        predictors, refusals = _predictors(dispatch.encoding, tools, model, plan)
        encoding = tools.encodings[dispatch.encoding]
        if dispatch.mode != "list":
            plan = plan.without([subtype for subtype in plan.known if subtype not in predictors])
        shelves = shelves_of(plan, records, predictors)
        encoded = sum(shelf.encode(attempt.go_on) for shelf in shelves.values())

    named = {"encoding": dispatch.encoding, "encodingName": encoding.name}
    counted = {"records": encoded, "pairs": len(plan.rows)}
    say.stage("predicting", message("stage.predicting.many", **counted, **named, **took.params()))
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        predictions = predict(plan, predictors, shelves, attempt.advance)

    attempt.pace.begin("writing the result")
    with metrics.stage("result"):
        summary = predictions.summary(predictors)
        beginning = head(dispatch, model, encoding)
        beginning |= {"records": [row.to_json() for row in record_rows(records, predictors)], "summary": summary}
        packed = pack(_document(beginning, row_pieces(predictions, records, predictors, refusals, attempt.go_on)))
    variety = ".skipped" if summary["skipped"] else ""
    return Found(packed, Message("stage.result.many", {**summary, **took.params()}, variety), summary)


def _predictors(
    encoding: str, tools: Tools, model: ModelVersion, plan: Plan
) -> tuple[dict[str, Predictor], dict[str, Message]]:
    """Return the predictor of each subtype that makes pairs, or why there is none; fails when there is none at all."""
    found: dict[str, Predictor] = {}
    refused: dict[str, JobFailed] = {}
    for subtype in plan.known:
        if not plan.of(subtype).any():
            continue
        try:
            found[subtype] = Predictor.choose(model, subtype, encoding, tools.encodings)
        except JobFailed as failed:
            refused[subtype] = failed
    if not found:
        raise next(iter(refused.values()))
    return found, {subtype: failed.problem.said for subtype, failed in refused.items()}


def _document(beginning: Mapping[str, Any], rows: Iterator[str]) -> Iterator[str]:
    yield dumps(beginning)[:-1] + ',"pairs":['
    yield from rows
    yield "]}"


def _patiently(attempt: Attempt, call: Callable[[], T]) -> T:
    """Call the store again after a while when it cannot be reached."""
    for pause in STORE_PAUSES:
        try:
            return call()
        except StoreUnreachable:
            attempt.cancelled.wait(pause)
            attempt.go_on()
    return call()


def _checked(a: CheckedRecord, b: CheckedRecord, subtype: str, took: Took) -> Message:
    columns = references()[subtype].columns
    coverage = [a.checked.coverage, b.checked.coverage]
    known = {"sites": columns, "coverage": coverage, "known": [round(share * columns) for share in coverage]}
    return message("stage.encoding", records=2, subtype=ha_of(subtype), **known, **took.params())


def _checked_many(plan: Plan, took: Took) -> Message:
    usable = sum(subtype is not None for subtype in plan.subtypes)
    known = [str(ha_of(subtype)) for subtype in plan.known]
    counted = {"records": len(plan.subtypes), "usable": usable, "pairs": len(plan.rows)}
    return message("stage.encoding.many", **counted, subtypes=known, **took.params())
