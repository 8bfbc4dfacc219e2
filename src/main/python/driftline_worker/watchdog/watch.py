"""Who looks whether work gets on, and sees to it that a worker with hung work is replaced."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.watchdog.pace import Pace, Patience, keeping

LOG = logging.getLogger(__name__)

LONGEST_LOOK = 2.0
"""Seconds between two looks that count at most: beyond, the process was stopped, and no work of it late."""

Who = Mapping[str, str | int]
"""What log lines say of a piece of work."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A piece of work that hangs: whose, at which step, for how many seconds of the process's own time."""

    who: Who
    step: str
    seconds: float

    def to_json(self) -> dict[str, str | int | float]:
        """Return it as health and load tell it."""
        return {**self.who, "step": self.step, "seconds": self.seconds}


class WorkingTime:
    """Seconds in which the process could work: a clock that stands still while it is frozen or starved."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen = clock()
        self._time = 0.0

    def __call__(self) -> float:
        """Return the time of the last look."""
        return self._time

    def tick(self) -> None:
        """Count what went by since the last look."""
        now = self._clock()
        self._time += min(now - self._seen, LONGEST_LOOK)
        self._seen = now


class Watch:
    """Knows every piece of work under way. What is once found hung stays hung: only a new process is well again."""

    def __init__(
        self, metrics: Metrics, patience: Patience | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience = patience or Patience()
        self._time = WorkingTime(clock)
        self._lock = Lock()
        self._under_way: dict[Pace, Who] = {}
        self._stuck: tuple[Stuck, ...] = ()
        metrics.watch("stuck", "1 once a step hangs, until the process is replaced", lambda: float(bool(self._stuck)))
        metrics.watch("slowest_step_seconds", "How long the slowest step under way has taken", self._slowest)

    @property
    def stuck(self) -> tuple[Stuck, ...]:
        """What was found hung."""
        return self._stuck

    def pace(self) -> Pace:
        """Return a pace for a piece of work."""
        return Pace(self._patience, self._time)

    @contextmanager
    def over(self, pace: Pace, who: Who) -> Iterator[None]:
        """Watch what this thread does."""
        pace.begin(pace.step)
        with self._lock:
            self._under_way[pace] = who
        try:
            with keeping(pace):
                yield
        finally:
            with self._lock:
                del self._under_way[pace]

    @contextmanager
    def work(self, step: str, **who: str | int) -> Iterator[Pace]:
        """Watch a piece of work that has no pace yet."""
        pace = self.pace()
        with self.over(pace, who):
            pace.begin(step)
            yield pace

    def look(self) -> bool:
        """Tell whether work was found hung just now."""
        self._time.tick()
        with self._lock:
            under_way = list(self._under_way.items())
        late = [(who, pace.late) for pace, who in under_way]
        found = tuple(Stuck(who, step.step, round(step.seconds, 1)) for who, step in late if step)
        if self._stuck or not found:
            return False
        self._stuck = found
        for each in found:
            where = keys(**each.who, step=each.step, seconds=each.seconds)
            LOG.error("work hangs; this worker gives its jobs up and is replaced", extra=where)
        return True

    def _slowest(self) -> float:
        with self._lock:
            return max((pace.seconds for pace in self._under_way), default=0.0)
