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
from driftline_worker.errors import model_problem
from driftline_worker.metrics import Metrics, StageTime
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.predicting.agreement import others_for
from driftline_worker.predicting.comparison import ComparedPair, compare, refusals_of
from driftline_worker.predicting.explanation import ExplainedPair, explain
from driftline_worker.predicting.many import Predictions, RecordEmbeddings, count_differences, embeddings_of, predict
from driftline_worker.predicting.prediction import Predictor, predictors_of
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
    took: StageTime


@dataclass(frozen=True, slots=True)
class StageResult:
    """A finished result and how the last event tells of it."""

    packed: Packed
    said: Message
    summary: dict[str, Any]


def stages_of(
    mode: Mode, records: Sequence[CheckedRecord], tools: Tools
) -> Callable[[Attempt, Tools, Checked], StageResult]:
    """Return the stages that checked records go through; they fail the job where no model serves it."""
    if mode != "pair":
        return _many_stages
    return _pair_stages if tools.models.serves(str(records[0].subtype)) else _compared_stages


def _pair_stages(attempt: Attempt, tools: Tools, checked: Checked) -> StageResult:
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

    named = {"encoding": dispatch.encoding, "encodingName": predictor.encoding.name}
    say.stage("predicting", message("stage.predicting", **named, sites=sites, features=features, **took.params()))
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        pair = explain(predictor, others, a, b)
        attempt.advance(100)

    packed = _pack_pair(attempt, tools, head(dispatch, model, predictor.encoding), pair)
    return _predicted(packed, pair, took)


def _predicted(packed: Packed, pair: ExplainedPair, took: StageTime) -> StageResult:
    told = pair.told()
    figures = {key: told[key] for key in ("verdict", "variant", "probability", "distanceLog2")}
    said = Message("stage.result", figures | took.params(), f".{figures['verdict']}")
    return StageResult(packed, said, {"pairs": 1, **figures})


def _compared_stages(attempt: Attempt, tools: Tools, checked: Checked) -> StageResult:
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
    packed = _pack_pair(attempt, tools, head(dispatch, model, encoding), pair)
    counted = {"differences": len(pair.substitutions), "subtype": a.ha}
    summary = {"pairs": 1, "verdict": "outside", **counted}
    return StageResult(packed, message("stage.result.compared", **counted, **took.params()), summary)


def _pack_pair(attempt: Attempt, tools: Tools, beginning: dict[str, Any], pair: ExplainedPair | ComparedPair) -> Packed:
    attempt.pace.begin("writing the result")
    with tools.metrics.stage("result"):
        return pack([dumps(beginning | {"pairs": [pair.to_json()]})])


def _encoding(encoding: str, tools: Tools) -> EncodingLike:
    if encoding not in tools.encodings:
        raise model_problem("encoding", message("detail.encoding-unknown", encodings=list(tools.encodings)))
    return tools.encodings[encoding]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The records of many pairs, encoded and embedded, and who is to predict which of the pairs in the plan.

    Attributes
    ----------
    refusals : Mapping[str, Message]
        Why a subtype has no predictor.
    unserved : Sequence[str]
        Subtypes that no model here has learned; their pairs are compared.
    records : int
        How many were encoded.
    """

    plan: Plan
    predictors: Mapping[str, Predictor]
    refusals: Mapping[str, Message]
    unserved: Sequence[str]
    embeddings: Mapping[str, RecordEmbeddings]
    records: int

    def predict(self, attempt: Attempt, records: Sequence[CheckedRecord]) -> Predictions:
        """Predict every pair of the plan, or compare it."""
        predictions = predict(self.plan, self.predictors, self.embeddings, attempt.advance)
        for subtype in self.unserved:
            count_differences(predictions, subtype, records)
        return predictions


def _many_stages(attempt: Attempt, tools: Tools, checked: Checked) -> StageResult:
    dispatch, say, metrics, records = attempt.dispatch, attempt.speaker, tools.metrics, checked.records
    plan = plan_pairs(dispatch.mode, records, checked.pairs)
    attempt.pace.begin("encoding")
    say.stage("encoding", _checked_many(plan, checked.took))
    with metrics.stage("encoding") as took:
        model = tools.models.get(dispatch.model.name, dispatch.model.version)
        encoded = _encode_many(attempt, tools, model, plan, records)
        encoding = _encoding(dispatch.encoding, tools)

    say.stage("predicting", _encoded_many(encoded, dispatch.encoding, encoding, took))
    attempt.pace.begin("predicting")
    with metrics.stage("predicting") as took:
        predictions = encoded.predict(attempt, records)

    attempt.pace.begin("writing the result")
    with metrics.stage("result"):
        summary = predictions.summary(encoded.predictors)
        rows = {"records": _record_rows(records, encoded), "summary": summary}
        pairs = row_pieces(predictions, records, encoded.predictors, encoded.refusals, attempt.go_on)
        packed = pack(_document(head(dispatch, model, encoding) | rows, pairs))
    return StageResult(packed, _predicted_many(summary, took), summary)


def _predicted_many(summary: Mapping[str, Any], took: StageTime) -> Message:
    variety = "".join(f".{each}" for each in ("undecided", "skipped") if summary[each])
    return Message("stage.result.many", {**summary, **took.params()}, variety)


def _encode_many(
    attempt: Attempt, tools: Tools, model: ModelVersion, plan: Plan, records: Sequence[CheckedRecord]
) -> Encoded:
    predictors, refusals = _predictors(attempt.dispatch.encoding, tools, model, plan)
    unserved = [subtype for subtype in refusals if not tools.models.serves(subtype)]
    if attempt.dispatch.mode != "list":
        plan = plan.without([each for each in plan.known if each not in predictors and each not in unserved])
    embeddings = embeddings_of(plan, records, predictors)
    count = sum(embedding.encode(attempt.go_on) for embedding in embeddings.values())
    return Encoded(plan, predictors, refusals, unserved, embeddings, count)


def _record_rows(records: Sequence[CheckedRecord], encoded: Encoded) -> list[dict[str, Any]]:
    return [row.to_json() for row in record_rows(records, encoded.predictors)]


def _predictors(
    encoding: str, tools: Tools, model: ModelVersion, plan: Plan
) -> tuple[dict[str, Predictor], dict[str, Message]]:
    """Return the predictor of each subtype that makes pairs, or why there is none.

    Fails when there is none at all, though another model or encoding would have one.
    """
    found, refused = predictors_of(model, plan.paired, encoding, tools.encodings)
    if not found and all(tools.models.serves(subtype) for subtype in refused):
        raise next(iter(refused.values()))
    return found, refusals_of(refused, tools.models)


def _document(beginning: Mapping[str, Any], rows: Iterator[str]) -> Iterator[str]:
    yield dumps(beginning)[:-1] + ',"pairs":['
    yield from rows
    yield "]}"


def _checked(a: CheckedRecord, b: CheckedRecord, subtype: str, took: StageTime) -> Message:
    columns = every_reference()[subtype].columns
    coverage = [a.checked.coverage, b.checked.coverage]
    known = {"sites": columns, "coverage": coverage, "known": [round(share * columns) for share in coverage]}
    return message("stage.encoding", records=2, subtype=ha_of(subtype), **known, **took.params())


def _checked_many(plan: Plan, took: StageTime) -> Message:
    usable = sum(subtype is not None for subtype in plan.subtypes)
    known = [str(ha_of(subtype)) for subtype in plan.known]
    counted = {"records": len(plan.subtypes), "usable": usable, "pairs": len(plan.rows)}
    return message("stage.encoding.many", **counted, subtypes=known, **took.params())


def _encoded_many(encoded: Encoded, encoding_id: str, encoding: EncodingLike, took: StageTime) -> Message:
    counted = {"records": encoded.records, "pairs": len(encoded.plan.rows)}
    named = {"encoding": encoding_id, "encodingName": encoding.name}
    return message("stage.predicting.many", **counted, **named, **took.params())
