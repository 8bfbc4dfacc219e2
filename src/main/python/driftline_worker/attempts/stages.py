"""The stages behind checking: encoding, predicting and the result, of one pair or of many.

A pair of a subtype that no model here has learned is compared, and not predicted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.attempts.attempt import Attempt
from driftline_worker.attempts.staging import Staging
from driftline_worker.checking.pairs import Plan, plan_pairs
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.contract import Mode
from driftline_worker.errors import JobFailed, model_problem
from driftline_worker.metrics import Metrics, Took
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.predicting.agreement import others_for
from driftline_worker.predicting.comparison import compare, no_model
from driftline_worker.predicting.explanation import explain
from driftline_worker.predicting.many import count_differences, predict, shelves_of
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.results import Packed, dumps, head, pack
from driftline_worker.predicting.rows import record_rows, row_pieces
from driftline_worker.reference.references import every_reference, ha_of
from driftline_worker.sequences.checker import SequenceChecker
from driftline_worker.words import Message, message


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


def stages_of(mode: Mode, records: Sequence[CheckedRecord], tools: Tools) -> Callable[[Attempt, Tools, Checked], Found]:
    """Return the stages that checked records go through; they fail the job where no model serves it."""
    if mode != "pair":
        return _many_stages
    return _pair_stages if tools.models.serves(str(records[0].subtype)) else _compared_stages


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


def _compared_stages(attempt: Attempt, tools: Tools, checked: Checked) -> Found:
    """Compare a pair of a subtype that no model here has learned; nothing is predicted."""
    dispatch, say, metrics = attempt.dispatch, attempt.speaker, tools.metrics
    a, b = checked.records
    attempt.pace.begin("encoding")
    say.stage("encoding", _checked(a, b, str(a.subtype), checked.took))
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        encoding = _encoding(dispatch.encoding, tools)
    say.stage("predicting", message("stage.predicting.compared", subtype=a.ha, **took.params()))
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        pair = compare(a, b)
    attempt.pace.begin("writing the result")
    with metrics.stage("result"):
        packed = pack([dumps(head(dispatch, model, encoding) | {"pairs": [pair.to_json()]})])
    counted = {"differences": len(pair.substitutions), "subtype": a.ha}
    return Found(packed, message("stage.result.compared", **counted, **took.params()), {"pairs": 1, **counted})


def _encoding(encoding: str, tools: Tools) -> EncodingLike:
    if encoding not in tools.encodings:
        raise model_problem("encoding", message("detail.encoding-unknown", encodings=list(tools.encodings)))
    return tools.encodings[encoding]


def _many_stages(attempt: Attempt, tools: Tools, checked: Checked) -> Found:
    dispatch, say, metrics, records = attempt.dispatch, attempt.speaker, tools.metrics, checked.records
    plan = plan_pairs(dispatch.mode, records, checked.pairs)

    attempt.pace.begin("encoding")
    say.stage("encoding", _checked_many(plan, checked.took))
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        predictors, refusals = _predictors(dispatch.encoding, tools, model, plan)
        encoding = _encoding(dispatch.encoding, tools)
        unserved = [subtype for subtype in refusals if not tools.models.serves(subtype)]
        if dispatch.mode != "list":
            plan = plan.without([each for each in plan.known if each not in predictors and each not in unserved])
        shelves = shelves_of(plan, records, predictors)
        encoded = sum(shelf.encode(attempt.go_on) for shelf in shelves.values())

    named = {"encoding": dispatch.encoding, "encodingName": encoding.name}
    counted = {"records": encoded, "pairs": len(plan.rows)}
    say.stage("predicting", message("stage.predicting.many", **counted, **named, **took.params()))
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        predictions = predict(plan, predictors, shelves, attempt.advance)
        for subtype in unserved:
            count_differences(predictions, subtype, records)

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
    """Return the predictor of each subtype that makes pairs, or why there is none.

    Fails when there is none at all, though another model or encoding would have one.
    """
    found: dict[str, Predictor] = {}
    refused: dict[str, JobFailed] = {}
    for subtype in plan.known:
        if not plan.of(subtype).any():
            continue
        try:
            found[subtype] = Predictor.choose(model, subtype, encoding, tools.encodings)
        except JobFailed as failed:
            refused[subtype] = failed
    if not found and all(tools.models.serves(subtype) for subtype in refused):
        raise next(iter(refused.values()))
    return found, {
        subtype: failed.problem.said if tools.models.serves(subtype) else no_model(subtype)
        for subtype, failed in refused.items()
    }


def _document(beginning: Mapping[str, Any], rows: Iterator[str]) -> Iterator[str]:
    yield dumps(beginning)[:-1] + ',"pairs":['
    yield from rows
    yield "]}"


def _checked(a: CheckedRecord, b: CheckedRecord, subtype: str, took: Took) -> Message:
    columns = every_reference()[subtype].columns
    coverage = [a.checked.coverage, b.checked.coverage]
    known = {"sites": columns, "coverage": coverage, "known": [round(share * columns) for share in coverage]}
    return message("stage.encoding", records=2, subtype=ha_of(subtype), **known, **took.params())


def _checked_many(plan: Plan, took: Took) -> Message:
    usable = sum(subtype is not None for subtype in plan.subtypes)
    known = [str(ha_of(subtype)) for subtype in plan.known]
    counted = {"records": len(plan.subtypes), "usable": usable, "pairs": len(plan.rows)}
    return message("stage.encoding.many", **counted, subtypes=known, **took.params())
