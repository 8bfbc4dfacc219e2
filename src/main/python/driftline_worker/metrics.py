"""What the worker counts, for Prometheus."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


@dataclass(slots=True)
class StageTime:
    """How long a stage took.

    Attributes
    ----------
    seconds : float
        0 until the stage has ended.
    """

    seconds: float = 0.0

    def params(self) -> dict[str, float]:
        """Return what the next event tells of it, to a tenth of a millisecond."""
        return {"seconds": round(self.seconds, 4)}


class Metrics:
    """One registry per app, so that tests can make many."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._stages = Histogram(
            "driftline_worker_stage_seconds", "Duration of a stage", ["stage"], buckets=SECONDS, registry=self.registry
        )
        self.outcomes = Counter(
            "driftline_worker_attempts", "Attempts ended, by outcome", ["outcome"], registry=self.registry
        )
        self.refusals = Counter(
            "driftline_worker_refusals", "Jobs not accepted, by status", ["status"], registry=self.registry
        )
        self.messages = Counter("driftline_worker_messages", "Messages confirmed by the broker", registry=self.registry)
        self.lines = Counter("driftline_worker_lines", "Status lines confirmed by the broker", registry=self.registry)
        self.lost_lines = Counter(
            "driftline_worker_lost_lines", "Events given up after ten minutes", registry=self.registry
        )
        self.broker_faults = Counter(
            "driftline_worker_broker_faults", "Failed publishes and connections", ["fault"], registry=self.registry
        )
        self.watch("threads", "Live threads", threading.active_count)

    def watch(self, name: str, text: str, value: Callable[[], float]) -> None:
        """Add a gauge that is read when asked for."""
        Gauge(f"driftline_worker_{name}", text, registry=self.registry).set_function(value)

    @contextmanager
    def stage(self, stage: str) -> Iterator[StageTime]:
        """Measure a stage, failed ones too."""
        began = perf_counter()
        took = StageTime()
        try:
            yield took
        finally:
            took.seconds = perf_counter() - began
            self._stages.labels(stage).observe(took.seconds)

    def render(self) -> bytes:
        """Return the text exposition."""
        return generate_latest(self.registry)
