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
from driftline_worker.predicting.many import predict, record_entries, row_pieces, shelves_of
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.results import Packed, dumps, head, pack
from driftline_worker.reference.references import ha_of, references
from driftline_worker.sequences.checker import SequenceChecker

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
    message: str
    params: Mapping[str, Any]
    summary: dict[str, Any]
    key: str = "stage.result"


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
    say.stage("checking", f"Checking {len(staged.records)} sequences", {"records": len(staged.records)})
    with metrics.stage("checking") as took:
        records = _check(attempt, tools, staged)

    attempt.go_on()
    model_stages = _pair_stages if dispatch.mode == "pair" else _many_stages
    found = model_stages(attempt, tools, Checked(records, staged.pairs, took))

    attempt.keep(found.packed.content)
    attempt.pace.begin("storing the result")
    _patiently(attempt, lambda: attempt.store(tools.staging))
    say.result(found.message, found.params, found.packed.pointer(found.summary), found.key)


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
    message, params = _checked(a, b, a.subtype)
    say.stage("encoding", message, params | checked.took.params())
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        predictor = Predictor.choose(model, a.subtype, dispatch.encoding, tools.encodings)
        others = others_for(predictor, tools.models.versions(), tools.encodings)
        sites, features = predictor.encode(a.checked.aligned).shape

    encoding = predictor.encoding
    say.stage(
        "predicting",
        f"Encoded as {encoding.name}: 2 matrices of {sites} sites × {features} features",  # noqa: RUF001
        {"encoding": dispatch.encoding, "sites": sites, "features": features} | took.params(),
    )
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        pair = explain(predictor, others, a, b)
        attempt.advance(100)

    attempt.pace.begin("writing the result")
    with metrics.stage("result"):
        packed = pack([dumps(head(dispatch, model, encoding) | {"pairs": [pair]})])
    figures = {key: pair[key] for key in ("variant", "probability", "distanceLog2")}
    verdict = "Antigenic variant" if pair["variant"] else "No antigenic variant"
    message = f"{verdict}: probability {pair['probability']:.2f}, distance {pair['distanceLog2']:.1f} log2"
    return Found(packed, message, figures | took.params(), {"pairs": 1, **figures})


def _many_stages(attempt: Attempt, tools: Tools, checked: Checked) -> Found:
    dispatch, say, metrics, records = attempt.dispatch, attempt.speaker, tools.metrics, checked.records
    plan = plan_pairs(dispatch.mode, records, checked.pairs)

    attempt.pace.begin("encoding")
    message, params = _checked_many(plan)
    say.stage("encoding", message, params | checked.took.params(), "stage.encoding.many")
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        predictors, refusals = _predictors(dispatch.encoding, tools, model, plan)
        encoding = tools.encodings[dispatch.encoding]
        if dispatch.mode != "list":
            plan = plan.without([subtype for subtype in plan.known if subtype not in predictors])
        shelves = shelves_of(plan, records, predictors)
        encoded = sum(shelf.encode(attempt.go_on) for shelf in shelves.values())

    say.stage(
        "predicting",
        f"Encoded {encoded} sequences as {encoding.name}",
        {"records": encoded, "encoding": dispatch.encoding, "pairs": len(plan.rows)} | took.params(),
        "stage.predicting.many",
    )
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        predictions = predict(plan, predictors, shelves, attempt.advance)

    attempt.pace.begin("writing the result")
    with metrics.stage("result"):
        summary = predictions.summary(predictors)
        beginning = head(dispatch, model, encoding)
        beginning |= {"records": record_entries(records, predictors), "summary": summary}
        packed = pack(_document(beginning, row_pieces(predictions, records, predictors, refusals, attempt.go_on)))
    message, figures = _found_many(summary)
    return Found(packed, message, {**figures, **took.params()}, summary, "stage.result.many")


def _predictors(
    encoding: str, tools: Tools, model: ModelVersion, plan: Plan
) -> tuple[dict[str, Predictor], dict[str, str]]:
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
    return found, {subtype: failed.problem.detail for subtype, failed in refused.items()}


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


def _checked(a: CheckedRecord, b: CheckedRecord, subtype: str) -> tuple[str, dict[str, Any]]:
    columns = references()[subtype].columns
    sites = [round(record.checked.coverage * columns) for record in (a, b)]
    message = f"Checked 2 sequences: {ha_of(subtype)}, {sites[0]} and {sites[1]} of {columns} HA1 sites"
    coverage = [a.checked.coverage, b.checked.coverage]
    return message, {"records": 2, "subtype": ha_of(subtype), "sites": columns, "coverage": coverage}


def _checked_many(plan: Plan) -> tuple[str, dict[str, Any]]:
    usable = sum(subtype is not None for subtype in plan.subtypes)
    known = [str(ha_of(subtype)) for subtype in plan.known]
    params = {"records": len(plan.subtypes), "usable": usable, "subtypes": known, "pairs": len(plan.rows)}
    message = (
        f"Checked {len(plan.subtypes)} sequences: {usable} can be used ({', '.join(known)}), "
        f"which make {len(plan.rows)} pairs"
    )
    return message, params


def _found_many(summary: Mapping[str, int]) -> tuple[str, Mapping[str, int]]:
    skipped = summary["skipped"]
    left_out = f", {skipped} {'pair' if skipped == 1 else 'pairs'} left out" if skipped else ""
    return f"Predicted {summary['pairs']} pairs: {summary['variants']} antigenic variants{left_out}", summary
