"""One job, from start to end: checking → encoding → predicting → result.

Each stage opens with an event that tells what the stage before it found; the last event
carries the result's digest, or a problem. Whatever is the job's own fault ends it with a
problem. A store that stays away ends the attempt without a word: the gateway's lease lapses,
it asks, hears *unknown*, and tries again.
"""

import gzip
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from driftline_worker.attempt import Attempt, Outcome
from driftline_worker.checking import CheckedRecord, check_pair
from driftline_worker.contract import Dispatch, Record
from driftline_worker.errors import (
    INTERNAL,
    RESULT_TOO_LARGE,
    Cancelled,
    JobFailed,
    NotStaged,
    StoreUnreachable,
    model_problem,
)
from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.models import EncodingLike, ModelRepository, ModelVersion
from driftline_worker.prediction import Pair, Predictor
from driftline_worker.reference import references
from driftline_worker.sequences import SequenceChecker
from driftline_worker.staging import Staging

LOG = logging.getLogger(__name__)

MAX_RESULT = 64 * 1024 * 1024
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
    except (NotStaged, StoreUnreachable) as fault:
        LOG.warning("attempt given up", extra=keys(**attempt.keys, reason=type(fault).__name__))
        return Outcome.GIVEN_UP
    except Exception:
        LOG.exception("job met an unexpected fault", extra=keys(**attempt.keys))
        attempt.speaker.failed(INTERNAL)
        return Outcome.FAILED


def _stages(attempt: Attempt, tools: Tools) -> None:
    dispatch, say, metrics = attempt.dispatch, attempt.speaker, tools.metrics
    records = _patiently(attempt, lambda: tools.staging.staged(dispatch.sequences_key).records)

    say.stage("checking", f"Checking {len(records)} sequences", {"records": len(records)})
    with metrics.stage("checking"):
        a, b, subtype = _check(attempt, tools, records)

    _unless_cancelled(attempt)
    say.stage("encoding", *_checked(a, b, subtype))
    with metrics.stage("encoding"):
        model, predictor = _choose(dispatch, tools, subtype)
        pair = _encode(a, b, subtype, predictor.encoding)

    say.stage("predicting", *_encoded(dispatch.encoding, pair, predictor.encoding))
    with metrics.stage("predicting"):
        predicted = predictor.pair(pair, lambda percent: _advance(attempt, percent))

    with metrics.stage("result"):
        body = _body(dispatch, model, predictor.encoding, [predicted])
        attempt.keep(gzip.compress(body, compresslevel=6, mtime=0))
        _patiently(attempt, lambda: attempt.store(tools.staging))
    say.result(*_found(predicted), result=_pointer(body, predicted))


def _check(attempt: Attempt, tools: Tools, records: Sequence[Record]) -> tuple[CheckedRecord, CheckedRecord, str]:
    verdict = check_pair(records, tools.checker)
    if verdict.problem:
        raise JobFailed(verdict.problem)
    a, b = verdict.records
    assert verdict.subtype is not None  # noqa: S101 - no problem, so there is one
    return a, b, verdict.subtype


def _choose(dispatch: Dispatch, tools: Tools, subtype: str) -> tuple[ModelVersion, Predictor]:
    model = tools.models.get(dispatch.model.name, dispatch.model.version)
    network = model.network(subtype, dispatch.encoding)
    encoding = tools.encodings.get(dispatch.encoding)
    if encoding is None:
        known = ", ".join(tools.encodings)
        raise model_problem("encoding", "Encoding not known", f"The worker knows {known}.")
    return model, Predictor(model.manifest, network, dispatch.encoding, encoding)


def _encode(a: CheckedRecord, b: CheckedRecord, subtype: str, encoding: EncodingLike) -> Pair:
    encoded = [encoding.encode(record.checked.aligned, subtype) for record in (a, b)]
    return Pair(a, b, references()[subtype], encoded[0], encoded[1])


def _unless_cancelled(attempt: Attempt) -> None:
    if attempt.cancelled.is_set():
        raise Cancelled


def _advance(attempt: Attempt, percent: float) -> None:
    _unless_cancelled(attempt)
    attempt.speaker.progress(percent)


def _patiently(attempt: Attempt, call: Callable[[], T]) -> T:
    """Call the store again after a while when it cannot be reached."""
    for pause in STORE_PAUSES:
        try:
            return call()
        except StoreUnreachable:
            if attempt.cancelled.wait(pause):
                raise Cancelled from None
    return call()


def _checked(a: CheckedRecord, b: CheckedRecord, subtype: str) -> tuple[str, dict[str, Any]]:
    columns = references()[subtype].columns
    sites = [round(record.checked.coverage * columns) for record in (a, b)]
    message = f"Checked 2 sequences: {subtype}, {sites[0]} and {sites[1]} of {columns} HA1 sites"
    coverage = [a.checked.coverage, b.checked.coverage]
    return message, {"records": 2, "subtype": subtype, "sites": columns, "coverage": coverage}


def _encoded(encoding_id: str, pair: Pair, encoding: EncodingLike) -> tuple[str, dict[str, Any]]:
    sites, features = pair.encoded_a.shape
    message = f"Encoded as {encoding.name}: 2 matrices of {sites} sites × {features} features"  # noqa: RUF001
    return message, {"encoding": encoding_id, "sites": sites, "features": features}


def _found(predicted: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    verdict = "Antigenic variant" if predicted["variant"] else "No antigenic variant"
    message = f"{verdict}: probability {predicted['probability']:.2f}, distance {predicted['distanceLog2']:.1f} log2"
    return message, {key: predicted[key] for key in ("variant", "probability", "distanceLog2")}


def _body(dispatch: Dispatch, model: ModelVersion, encoding: EncodingLike, pairs: list[dict[str, Any]]) -> bytes:
    """Return the result's JSON bytes, ``result-pair.json``; the same for the same input and version."""
    manifest = model.manifest
    result = {
        "job": dispatch.job,
        "attempt": dispatch.attempt,
        "mode": dispatch.mode,
        "model": {
            "id": dispatch.model.id,
            "name": manifest.name,
            "version": manifest.version,
            "title": manifest.title,
            "digest": model.digest,
        },
        "encoding": dispatch.encoding,
        "threshold": {
            "probability": manifest.threshold.probability,
            "distanceLog2": manifest.threshold.distance_log2,
        },
        "intervalLevel": manifest.interval.level,
        "pairs": pairs,
        "citation": manifest.citation,
        "encodingCitation": encoding.citation,
    }
    body = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > MAX_RESULT:
        raise JobFailed(RESULT_TOO_LARGE)
    return body


def _pointer(body: bytes, predicted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the last event says of the result: digest and size of the JSON, uncompressed."""
    summary = {"pairs": 1, **{key: predicted[key] for key in ("variant", "probability", "distanceLog2")}}
    return {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), "summary": summary}
