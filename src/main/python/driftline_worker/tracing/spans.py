"""Spans by OpenTelemetry's SDK, sent by OTLP over HTTP; of a job they have its id, attempt and stage, and nothing else.

What the settings do not say the standard ``OTEL_...`` variables do. Spans wait in a queue that is bounded, and nobody
waits for a collector.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, get_current_span, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from driftline_worker import __version__
from driftline_worker.tracing.traces import UNTRACED, AttemptSpan, LineSpan, Traces, TracingConfig

HEADER = "traceparent"
W3C = TraceContextTextMapPropagator()
NO_FAULT = frozenset({"succeeded", "cancelled", "handed-back"})
SEND: dict[str, str | int] = {
    "messaging.system": "rabbitmq",
    "messaging.destination.name": "driftline.status",
    "messaging.operation.name": "publish",
    "messaging.operation.type": "send",
}


def exporting(config: TracingConfig) -> "ExportedTraces":
    """Return traces that go to a collector; makes threads, so never before a fork."""
    named = Resource(
        {
            "service.name": "driftline-worker",
            "service.version": __version__,
            "service.instance.id": config.worker_id,
        }
    )
    provider = TracerProvider(resource=Resource.create().merge(named).merge(OTELResourceDetector().detect()))
    endpoint = f"{config.endpoint.rstrip('/')}/v1/traces" if config.endpoint else None
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return ExportedTraces(provider)


def _below(parent: str | None) -> Context | None:
    """Return the context of a parent; None where nothing is traced."""
    if parent is None:
        return None
    context = W3C.extract({HEADER: parent}, Context())
    return context if get_current_span(context).get_span_context().is_valid else None


def _of(span: Span) -> Context:
    return set_span_in_context(span, Context())


def _context(span: Span) -> str | None:
    carrier: dict[str, str] = {}
    W3C.inject(carrier, _of(span))
    return carrier.get(HEADER)


class ExportedTraces(Traces):
    """Spans of one provider."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("driftline_worker", __version__)

    @contextmanager
    def request(self, name: str, parent: str | None, job: str, attempt: int) -> Iterator[str | None]:
        """Trace the answer to a request of the gateway, and give its context."""
        above = _below(parent)
        if above is None:
            yield None
            return
        method, _, route = name.partition(" ")
        said = {"http.request.method": method, "http.route": route, **_job(job, attempt)}
        span = self._tracer.start_span(name, above, SpanKind.SERVER, said)
        try:
            yield _context(span)
        finally:
            span.end()

    def attempt(self, parent: str | None, job: str, attempt: int) -> AttemptSpan:
        """Begin to trace an attempt, if what led to it is traced."""
        above = _below(parent)
        return UNTRACED if above is None else TracedAttempt(self._tracer, above, _job(job, attempt))

    def close(self, seconds: float) -> None:
        """Send what waits, for at most some seconds."""
        last = Thread(target=self._provider.shutdown, name="last-spans", daemon=True)
        last.start()
        last.join(seconds)


def _job(job: str, attempt: int) -> dict[str, str | int]:
    return {"driftline.job.id": job, "driftline.job.attempt": attempt}


class TracedAttempt(AttemptSpan):
    """An attempt with a span for each of its stages; used by one thread at a time."""

    def __init__(self, tracer: Tracer, above: Context, job: dict[str, str | int]) -> None:
        self._tracer = tracer
        self._job = job
        self._attempt = tracer.start_span("attempt", above, SpanKind.INTERNAL, job)
        self._stage: Span | None = None
        self._said = job

    def stage(self, stage: str) -> None:
        """Say that a stage begins, and so that the one before has ended."""
        self._end_stage()
        self._said = self._job | {"driftline.job.stage": stage}
        self._stage = self._tracer.start_span(stage, _of(self._attempt), SpanKind.INTERNAL, self._said)

    def line(self) -> LineSpan:
        """Begin what a line said now is to be read below."""
        above = _of(self._stage or self._attempt)
        return TracedLine(
            self._tracer.start_span("publish driftline.status", above, SpanKind.PRODUCER, self._said | SEND)
        )

    def fail(self) -> None:
        """Say that the present stage has failed."""
        if self._stage is not None:
            self._stage.set_status(Status(StatusCode.ERROR))

    def end(self, outcome: str) -> None:
        """Say how it all ended; what is said later of an attempt that was let go counts no more."""
        if not self._attempt.is_recording():
            return
        self._end_stage()
        self._attempt.set_attribute("driftline.job.outcome", outcome)
        if outcome not in NO_FAULT:
            self._attempt.set_status(Status(StatusCode.ERROR))
        self._attempt.end()

    def _end_stage(self) -> None:
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.end()


class TracedLine(LineSpan):
    """A line on its way to the broker."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self.context = _context(span)

    def end(self) -> None:
        """Say that it is there; once more is no harm."""
        if self._span.is_recording():
            self._span.end()
