"""Spans of attempts as the worker knows them: off, until `spans` is asked for; a context is a W3C ``traceparent``."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class TracingError(RuntimeError):
    """Tracing was asked for and cannot be had; the message says what is missing."""


class LineSpan:
    """From when a line was said until the broker has it."""

    context: str | None = None
    """For whoever reads the line."""

    def end(self) -> None:
        """Say that it is there; once more is no harm."""


class AttemptSpan:
    """An attempt from its acceptance to its end, and the stage that it is at."""

    def stage(self, stage: str) -> None:
        """Say that a stage begins, and so that the one before has ended."""

    def line(self) -> LineSpan:
        """Begin what a line said now is to be read below."""
        return UNTRACED_LINE

    def fail(self) -> None:
        """Say that the present stage has failed."""

    def end(self, outcome: str) -> None:
        """Say how it all ended; what is said later of an attempt that was let go counts no more."""


class Traces:
    """Nobody traces anything."""

    @contextmanager
    def request(self, name: str, parent: str | None, job: str, attempt: int) -> Iterator[str | None]:
        """Trace the answer to a request of the gateway, and give its context."""
        yield None

    def attempt(self, parent: str | None, job: str, attempt: int) -> AttemptSpan:
        """Begin to trace an attempt, if what led to it is traced."""
        return UNTRACED

    def close(self, seconds: float) -> None:
        """Send what waits, for at most some seconds."""


UNTRACED_LINE = LineSpan()
UNTRACED = AttemptSpan()
OFF = Traces()


@dataclass(frozen=True, slots=True)
class TracingConfig:
    """Whether, to whom, and as whom.

    Attributes
    ----------
    endpoint : str
        Base address of a collector; empty: what ``OTEL_EXPORTER_OTLP_ENDPOINT`` says, or this machine.
    """

    enabled: bool = False
    endpoint: str = ""
    worker_id: str = "worker-1"


def traces_of(config: TracingConfig) -> Traces:
    """Return what the settings ask for; raises `TracingError` when its packages are missing."""
    if not config.enabled:
        return OFF
    try:
        from driftline_worker.tracing.spans import exporting
    except ImportError as missing:
        raise TracingError(
            f"DRIFTLINE_WORKER_TRACING is true, and the package {missing.name} is missing: "
            "install requirements-tracing.txt, or leave the setting out"
        ) from missing
    return exporting(config)
