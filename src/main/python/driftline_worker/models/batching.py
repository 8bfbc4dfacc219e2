"""One network's runs, shared by whoever waits for it.

There is no thread of its own: the first caller to find the network free runs it, for itself and for
all who came meanwhile; who came during a run takes the next one. So nobody waits for company, and
nobody longer than the run under way. A run is as large as fits `RUN_SECONDS` at the speed
measured so far, and callers who have not got all their answers queue again behind the others: a few
pairs pass a hundred thousand.

A run that hangs would hold all who wait: they leave it as soon as its leader's pace is late.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from driftline_worker.errors import RunHangs
from driftline_worker.watchdog.pace import Pace, current

Matrix = NDArray[np.float32]
"""Encoded HA1 of pairs, (pairs, sites, features), or of one record, (sites, features)."""
Vector = NDArray[np.float32]
"""One number for each pair, (pairs,)."""


class Rows(Protocol):
    """One thing for each pair."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, part: slice, /) -> Any:
        """Return some of them."""


Some = TypeVar("Some", bound=Rows)
Run = Callable[[Some, Some], tuple[Vector, Vector]]

RUN_SECONDS = 0.02
"""How long a run should take; what a pair waits at most before its turn."""
LEAST, FIRST, MOST = 16, 32, 256
"""Pairs of a run: at least, before any speed is known, and at most. More hardly make a pair cheaper."""
LOOK = 0.25
"""Seconds after which one who waits looks whether it was called off, and whether the run still gets on."""


class _Request(Generic[Some]):
    """Pairs of one caller, and the answers so far; each (pairs,) float32."""

    __slots__ = ("a", "answered", "b", "distance", "fault", "left_off", "probability", "running")

    def __init__(self, a: Some, b: Some) -> None:
        self.a, self.b = a, b
        self.probability = np.empty(len(a), np.float32)
        self.distance = np.empty(len(a), np.float32)
        self.answered = 0
        self.running = self.left_off = False
        self.fault: Exception | None = None

    @property
    def left(self) -> int:
        return len(self.a) - self.answered

    @property
    def done(self) -> bool:
        return self.left == 0 or self.fault is not None or self.left_off


class Batcher(Generic[Some]):
    """Joins the pairs of several threads into runs of one network; safe for threads."""

    def __init__(
        self,
        run: Run[Some],
        join: Callable[[Sequence[Some]], Some],
        clock: Callable[[], float] = time.perf_counter,
        name: str = "network",
    ) -> None:
        self._run = run
        self._join = join
        self._clock = clock
        self._name = name
        self._changed = Condition()
        self._waiting: deque[_Request[Some]] = deque()
        self._leader: Pace | None = None
        self._limit = FIRST
        self._seconds_a_pair = 0.0

    def predict(self, a: Some, b: Some) -> tuple[Vector, Vector]:
        """Return probability and distance, (pairs,) each, of the records of pairs.

        A fault of the network is raised to everybody whose pairs were in that run. `RunHangs` when the run of
        another does not end.
        """
        request, pace = _Request(a, b), current()
        with self._changed:
            self._waiting.append(request)
        try:
            while not request.done:
                if self._turn(request, pace):
                    self._lead(pace)
                pace.go_on()
        finally:
            self._leave(request)
        if request.fault is not None:
            raise request.fault
        return request.probability, request.distance

    def _turn(self, request: _Request[Some], pace: Pace) -> bool:
        """Wait until the request is answered, or it is this thread's turn to run the network."""
        with self._changed:
            while not request.done and self._leader is not None:
                with pace.waiting(self._name):
                    self._changed.wait(LOOK)
                pace.go_on()
                if self._leader is not None and self._leader.late:
                    raise RunHangs(shared=request.running)
            if request.done:
                return False
            self._leader = pace
            return True

    def _leave(self, request: _Request[Some]) -> None:
        with self._changed:
            request.left_off = True
            if request in self._waiting:
                self._waiting.remove(request)

    def _lead(self, pace: Pace) -> None:
        """Run once for the first of those who wait."""
        with self._changed:
            parts = self._take()
        fault: Exception | None = None
        began = self._clock()
        try:
            a = self._join([request.a[start:end] for request, start, end in parts])
            b = self._join([request.b[start:end] for request, start, end in parts])
            with pace.inside(self._name, len(a) * self._seconds_a_pair):
                probability, distance = self._run(a, b)
        except Exception as raised:  # each caller gets it, in its own thread
            fault = raised
        seconds = self._clock() - began
        with self._changed:
            self._leader = None
            if fault is None:
                self._adapt(len(a), seconds)
                self._hand_out(parts, probability, distance)
            self._release(parts, fault)

    def _release(self, parts: list[tuple[_Request[Some], int, int]], fault: Exception | None) -> None:
        """End a run for those in it; who has pairs left queues again."""
        for request, _, _ in parts:
            request.running, request.fault = False, fault
        self._waiting.extend(request for request, _, _ in parts if not request.done)
        self._changed.notify_all()

    def _take(self) -> list[tuple[_Request[Some], int, int]]:
        """Return who is in the next run with which of their pairs, in the order they came."""
        parts = []
        room = self._limit
        while room and self._waiting:
            request = self._waiting.popleft()
            count = min(room, request.left)
            request.running = True
            parts.append((request, request.answered, request.answered + count))
            room -= count
        return parts

    @staticmethod
    def _hand_out(parts: list[tuple[_Request[Some], int, int]], probability: Vector, distance: Vector) -> None:
        at = 0
        for request, start, end in parts:
            request.probability[start:end] = probability[at : at + end - start]
            request.distance[start:end] = distance[at : at + end - start]
            request.answered = end
            at += end - start

    def _adapt(self, pairs: int, seconds: float) -> None:
        """Move the limit half way to what would have taken `RUN_SECONDS`."""
        self._seconds_a_pair = seconds / pairs
        wanted = pairs * RUN_SECONDS / max(seconds, 1e-6)
        self._limit = round(min(max((self._limit + wanted) / 2, LEAST), MOST))
