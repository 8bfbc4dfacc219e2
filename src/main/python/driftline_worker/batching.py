"""One network's runs, shared by whoever waits for it.

There is no thread of its own: the first caller to find the network free runs it, for itself and for
all who came meanwhile; who came during a run takes the next one. So nobody waits for company, and
nobody longer than the run under way. A run is as large as fits `RUN_SECONDS` at the speed
measured so far, and callers who have not got all their answers queue again behind the others: a few
pairs pass a hundred thousand.
"""

import time
from collections import deque
from collections.abc import Callable
from threading import Condition

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Run = Callable[[Matrix, Matrix], tuple[Matrix, Matrix]]

RUN_SECONDS = 0.02
"""How long a run should take; what a pair waits at most before its turn."""
LEAST, FIRST, MOST = 4, 16, 64
"""Pairs of a run: at least, before any speed is known, and at most. More do not make a pair cheaper."""


class _Request:
    """Pairs of one caller, and the answers so far; each (pairs,) float32."""

    __slots__ = ("a", "answered", "b", "distance", "fault", "probability")

    def __init__(self, a: Matrix, b: Matrix) -> None:
        self.a, self.b = a, b
        self.probability = np.empty(len(a), np.float32)
        self.distance = np.empty(len(a), np.float32)
        self.answered = 0
        self.fault: Exception | None = None

    @property
    def left(self) -> int:
        return len(self.a) - self.answered

    @property
    def done(self) -> bool:
        return self.left == 0 or self.fault is not None


class Batcher:
    """Joins the pairs of several threads into runs of one network; safe for threads."""

    def __init__(self, run: Run, clock: Callable[[], float] = time.perf_counter) -> None:
        self._run = run
        self._clock = clock
        self._changed = Condition()
        self._waiting: deque[_Request] = deque()
        self._running = False
        self._limit = FIRST

    def predict(self, a: Matrix, b: Matrix) -> tuple[Matrix, Matrix]:
        """Return probability and distance, (pairs,) each, of encoded pairs, (pairs, sites, features) each.

        A fault of the network is raised to everybody whose pairs were in that run.
        """
        request = _Request(a, b)
        with self._changed:
            self._waiting.append(request)
        while not request.done:
            if self._turn(request):
                self._lead()
        if request.fault is not None:
            raise request.fault
        return request.probability, request.distance

    def _turn(self, request: _Request) -> bool:
        """Wait until the request is answered, or it is this thread's turn to run the network."""
        with self._changed:
            self._changed.wait_for(lambda: request.done or not self._running)
            if request.done:
                return False
            self._running = True
            return True

    def _lead(self) -> None:
        """Run once for the first of those who wait."""
        with self._changed:
            parts = self._take()
        fault: Exception | None = None
        began = self._clock()
        try:
            a = _join([request.a[start:end] for request, start, end in parts])
            b = _join([request.b[start:end] for request, start, end in parts])
            probability, distance = self._run(a, b)
        except Exception as raised:  # each caller gets it, in its own thread
            fault = raised
        seconds = self._clock() - began
        with self._changed:
            self._running = False
            if fault is None:
                self._adapt(len(a), seconds)
                self._hand_out(parts, probability, distance)
            else:
                for request, _, _ in parts:
                    request.fault = fault
            self._waiting.extend(request for request, _, _ in parts if not request.done)
            self._changed.notify_all()

    def _take(self) -> list[tuple[_Request, int, int]]:
        """Return who is in the next run with which of their pairs, in the order they came."""
        parts = []
        room = self._limit
        while room and self._waiting:
            request = self._waiting.popleft()
            count = min(room, request.left)
            parts.append((request, request.answered, request.answered + count))
            room -= count
        return parts

    @staticmethod
    def _hand_out(parts: list[tuple[_Request, int, int]], probability: Matrix, distance: Matrix) -> None:
        at = 0
        for request, start, end in parts:
            request.probability[start:end] = probability[at : at + end - start]
            request.distance[start:end] = distance[at : at + end - start]
            request.answered = end
            at += end - start

    def _adapt(self, pairs: int, seconds: float) -> None:
        """Move the limit half way to what would have taken `RUN_SECONDS`."""
        wanted = pairs * RUN_SECONDS / max(seconds, 1e-6)
        self._limit = round(min(max((self._limit + wanted) / 2, LEAST), MOST))


def _join(parts: list[Matrix]) -> Matrix:
    return np.ascontiguousarray(parts[0]) if len(parts) == 1 else np.concatenate(parts)
