"""The routes. Each asks one of the parts it was given and answers; none of them works for long."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from flask import Flask, Response, jsonify, request
from pydantic import ValidationError

from driftline_worker import __version__, failpoints
from driftline_worker.attempts.attempts import Attempts
from driftline_worker.attempts.staging import Staging
from driftline_worker.checking.judgement import judge
from driftline_worker.checking.records import check_record
from driftline_worker.contract import Body, CheckRequest, Dispatch
from driftline_worker.deployment.quarantine import Quarantine
from driftline_worker.errors import StoreUnreachable
from driftline_worker.metrics import Metrics
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import EncodingLike
from driftline_worker.sequences.checker import SequenceChecker
from driftline_worker.serving.deployment_routes import deployment_routes
from driftline_worker.serving.memory import resident_bytes
from driftline_worker.serving.problems import Refusal, handle_errors, invalid_body
from driftline_worker.status.publisher import StatusPublisher
from driftline_worker.tracing.traces import OFF, Traces

MAX_BODY = 2 * 1024 * 1024
OPEN_PATHS = frozenset({"/health/live", "/health/ready", "/metrics"})
FULL_RETRY, AWAY_RETRY = 1, 2
"""Seconds until a refused dispatch may be worth another try."""

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes ask."""

    worker_id: str
    token: str
    attempts: Attempts
    staging: Staging
    publisher: StatusPublisher
    checker: SequenceChecker
    models: ModelRepository
    encodings: Mapping[str, EncodingLike]
    metrics: Metrics
    quarantine: Quarantine
    traces: Traces = OFF


def create_app(parts: Parts) -> Flask:
    """Return the WSGI application over parts that are made, and started, elsewhere."""
    app = Flask("driftline_worker", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]
    handle_errors(app)
    _guard(app, parts.token)
    _job_routes(app, parts)
    _catalogue_routes(app, parts)
    deployment_routes(app, parts.quarantine)
    _health_routes(app, parts)
    _load_routes(app, parts)
    return app


def _guard(app: Flask, token: str) -> None:
    expected = f"Bearer {token}".encode()

    @app.before_request
    def authorised() -> None:
        if not token or request.path in OPEN_PATHS:
            return
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, expected):
            raise Refusal(401, "unauthorised", "Not authorised", "The worker's bearer token is expected.")


def _job_routes(app: Flask, parts: Parts) -> None:
    @app.post("/jobs")
    def dispatch() -> tuple[Response, int]:
        wanted = _body(Dispatch)
        above = request.headers.get("traceparent")
        with parts.traces.request("POST /jobs", above, wanted.job, wanted.attempt) as context:
            _accept(parts, wanted, context)
        failpoints.hit("WORKER_TOOK_IT")
        return jsonify(job=wanted.job, attempt=wanted.attempt, room=parts.attempts.room), 202

    @app.get("/jobs/<job>/<int:attempt>")
    def state(job: str, attempt: int) -> Response:
        known = _known_state(parts.attempts, job, attempt)
        if known == "finished":
            parts.attempts.tell_again(job, attempt)
        return jsonify(job=job, attempt=attempt, state=known)

    @app.delete("/jobs/<job>")
    def cancel(job: str) -> tuple[str, int]:
        parts.attempts.cancel(job)
        return "", 204


def _accept(parts: Parts, wanted: Dispatch, context: str | None) -> None:
    """Take an attempt on, or refuse it; what is known already is neither judged nor worked again."""
    if parts.attempts.state(wanted.job, wanted.attempt) is None:
        _refuse_unless_ready(parts, wanted)
    if not parts.attempts.accept(wanted, context):
        raise _full(parts)


def _known_state(attempts: Attempts, job: str, attempt: int) -> str:
    known = attempts.state(job, attempt)
    if known is None:
        raise Refusal(404, "unknown-attempt", "Unknown attempt", "Nothing is known of this attempt.")
    return known


def _refuse_unless_ready(parts: Parts, wanted: Dispatch) -> None:
    if parts.attempts.watch.stuck:
        raise _away(parts, "A computation hangs; this worker is about to be replaced.")
    if not parts.attempts.room:
        raise _full(parts)
    if not parts.publisher.connected or parts.publisher.full:
        raise _away(parts, "The message broker is out of reach or too far behind.")
    try:
        staged = parts.staging.is_staged(wanted.sequences_key)
    except StoreUnreachable:
        raise _away(parts, "Redis is out of reach.") from None
    if not staged:
        parts.metrics.refusals.labels("409").inc()
        raise Refusal(409, "not-staged", "Nothing staged", "No sequences stand under sequencesKey; stage them again.")


def _full(parts: Parts) -> Refusal:
    parts.metrics.refusals.labels("429").inc()
    return Refusal(429, "full", "Worker is full", "Every slot and waiting place is taken.", FULL_RETRY)


def _away(parts: Parts, detail: str) -> Refusal:
    parts.metrics.refusals.labels("503").inc()
    return Refusal(503, "unavailable", "Worker is not able to take jobs", detail, AWAY_RETRY)


def _catalogue_routes(app: Flask, parts: Parts) -> None:
    @app.post("/checks")
    def checks() -> Response:
        wanted = _body(CheckRequest)
        checked = []
        with parts.attempts.watch.work("checking", request="checks") as pace:
            failpoints.hit("CHECK_RUNS")
            for record in wanted.records:
                checked.append(check_record(record, parts.checker))
                pace.go_on()
        return jsonify(judge(wanted.mode, checked).to_json())

    @app.get("/models")
    def models() -> Response:
        return jsonify(
            worker={"id": parts.worker_id, "version": __version__},
            encodings=[_encoding(key, encoding) for key, encoding in parts.encodings.items()],
            models=[version.to_json() for version in parts.models.versions()],
        )


def _health_routes(app: Flask, parts: Parts) -> None:
    @app.get("/health/live")
    def live() -> Response:
        return jsonify(status="live")

    @app.get("/health/ready")
    def ready() -> tuple[Response, int]:
        present = {
            "redis": parts.staging.reachable(),
            "broker": parts.publisher.connected,
            "models": bool(parts.models.versions()),
        }
        missing = [name for name, there in present.items() if not there]
        stuck = [each.to_json() for each in parts.attempts.watch.stuck]
        if not missing and not stuck:
            return jsonify(status="ready", missing=[]), 200
        named = {"stuck": stuck} if stuck else {}
        return jsonify(status="unready", missing=missing, **named), 503


def _load_routes(app: Flask, parts: Parts) -> None:
    @app.get("/load")
    def load() -> Response:
        return jsonify(
            worker={"id": parts.worker_id, "version": __version__},
            **asdict(parts.attempts.load),
            unconfirmedLines=parts.publisher.waiting(),
            memoryBytes=resident_bytes(),
            stuck=[each.to_json() for each in parts.attempts.watch.stuck],
            givenBack=parts.attempts.given_back(),
        )

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(parts.metrics.render(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _body(kind: type[B]) -> B:
    try:
        return kind.model_validate_json(request.get_data(cache=False))
    except ValidationError as fault:
        raise invalid_body(fault) from None


def _encoding(key: str, encoding: EncodingLike) -> dict[str, Any]:
    return {
        "id": key,
        "name": encoding.name,
        "info": encoding.info,
        "features": encoding.features,
        "citation": encoding.citation,
        "zh": dict(encoding.zh),
    }
