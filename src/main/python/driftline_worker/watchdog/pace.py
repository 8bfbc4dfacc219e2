"""How a piece of work gets on: the step it is at, since when, and how long that may take.

A thread that hangs in native code neither returns nor can be ended, and the process around it looks well.
So each piece of work has a *pace* of its own, which whoever does the work moves on, and which the
`driftline_worker.watchdog.watch` holds against its limit. Code far below a job asks for its thread's `current` pace.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from threading import local
from typing import NamedTuple

from driftline_worker.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a step may take.

    Attributes
    ----------
    floor : float
        Seconds that any step may take, and that a piece called off may take to notice.
    factor : float
        A step may take so many times what was measured of its like.
    """

    floor: float = 10.0
    factor: float = 50.0

    def limit(self, expected: float) -> float:
        """Return the seconds that a step may take which is expected to take some."""
        return max(self.floor, self.factor * expected)


class Late(NamedTuple):
    """A step that takes longer than it may."""

    step: str
    seconds: float


class _At(NamedTuple):
    """A step under way; replaced as a whole, since another thread reads it."""

    step: str
    since: float
    expected: float


class Pace:
    """How one piece of work gets on. Moved by the thread that does it, read by the one that watches."""

    def __init__(self, patience: Patience | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience or Patience()
        self._clock = clock
        self._called_off: float | None = None
        self._at = _At("starting", clock(), 0.0)

    @property
    def step(self) -> str:
        """What the work is at."""
        return self._at.step

    @property
    def seconds(self) -> float:
        """How long the step under way has taken; 0 while it waits for the work of another."""
        at = self._at
        return 0.0 if at.expected == inf else self._clock() - at.since

    @property
    def late(self) -> Late | None:
        """The step under way, if it takes too long, or does not end although the work was called off."""
        at, now = self._at, self._clock()
        if now - at.since > self._patience.limit(at.expected):
            return Late(at.step, now - at.since)
        if self._called_off is not None and now - self._called_off > self._patience.floor + at.expected:
            return Late(f"{at.step}, called off", now - self._called_off)
        return None

    def begin(self, step: str) -> None:
        """Say what is done from now on."""
        self._at = _At(step, self._clock(), 0.0)

    def go_on(self) -> None:
        """Say that the step got on; raises `Cancelled` if the work was called off."""
        self._at = self._at._replace(since=self._clock())
        if self._called_off is not None:
            raise Cancelled

    def call_off(self) -> None:
        """Have the work end the next time it gets on."""
        if self._called_off is None:
            self._called_off = self._clock()

    @contextmanager
    def inside(self, step: str, expected: float = 0.0) -> Iterator[None]:
        """Be at a step within the present one, expected to take some seconds."""
        before = self._at
        self._at = _At(step, self._clock(), expected)
        try:
            yield
        finally:
            self._at = before._replace(since=self._clock())

    @contextmanager
    def waiting(self, whom: str) -> Iterator[None]:
        """Wait for work that has a pace of its own, and so for as long as that may take."""
        with self.inside(whom, inf):
            yield


_THREAD = local()
_NEVER_LATE = Patience(inf)


def current() -> Pace:
    """Return the pace of what this thread works on; one that is never late if nobody watches it."""
    found: Pace | None = getattr(_THREAD, "pace", None)
    return found or Pace(_NEVER_LATE)


@contextmanager
def keeping(pace: Pace) -> Iterator[Pace]:
    """Make a pace the thread's own."""
    before: Pace | None = getattr(_THREAD, "pace", None)
    _THREAD.pace = pace
    try:
        yield pace
    finally:
        _THREAD.pace = before
