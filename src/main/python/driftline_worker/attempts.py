"""Attempts accepted, running and lately ended; the worker's only memory of jobs, all of it expendable.

An attempt is *running* from its acceptance, *finished* once its last line was said, and
unknown before and after: ends are remembered for ten minutes, cancelled and given-up
attempts not at all. Results are remembered with their ends, as far as `KEPT_RESULTS` goes; an
attempt whose result is not kept any more is unknown, so that it is worked again if need be.

Pairs and jobs of many pairs have threads of their own: a large job never stands before a pair.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Condition, Event, Thread
from typing import Literal

from driftline_worker.attempt import Attempt, Outcome
from driftline_worker.contract import Dispatch
from driftline_worker.errors import StoreUnreachable
from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.staging import Staging
from driftline_worker.status import Line, Speaker

LOG = logging.getLogger(__name__)

REMEMBERED = 600.0
MAX_REMEMBERED = 5000
KEPT_RESULTS = 64 * 1024 * 1024
"""Bytes of packed results kept; a hundred thousand pairs have about 3 MiB."""
PULSE = 0.5


@dataclass(frozen=True, slots=True)
class Load:
    """How busy the worker is, in attempts; `slots` are worked on at once at most, `room` more are accepted."""

    running: int
    waiting: int
    slots: int
    room: int


class Attempts:
    """Accepts what there is room for and works it on a fixed number of threads."""

    def __init__(
        self,
        work: Callable[[Attempt], Outcome],
        say: Callable[[Line], None],
        staging: Staging,
        metrics: Metrics,
        slots: int,
        backlog: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._work = work
        self._say = say
        self._staging = staging
        self._metrics = metrics
        self._limit = slots + backlog
        self._clock = clock
        self._changed = Condition()
        self._open: dict[tuple[str, int], Attempt] = {}
        self._ended: OrderedDict[tuple[str, int], Attempt] = OrderedDict()
        self._kept = 0
        self._running = 0
        many = max(1, slots // 2)
        self._slots = slots + many
        self._pairs = ThreadPoolExecutor(slots, thread_name_prefix="pair")
        self._many = ThreadPoolExecutor(many, thread_name_prefix="many")
        self._stopping = Event()
        self._pulse = Thread(target=self._beat_all, name="pulse", daemon=True)
        metrics.watch("open_attempts", "Attempts running or waiting", lambda: float(len(self._open)))
        metrics.watch("remembered_attempts", "Ended attempts remembered", lambda: float(len(self._ended)))

    def start(self) -> None:
        """Keep running attempts' leases alive from now on."""
        self._pulse.start()

    @property
    def room(self) -> int:
        """How many more attempts would be accepted now."""
        return 0 if self._stopping.is_set() else max(self._limit - len(self._open), 0)

    @property
    def load(self) -> Load:
        """How busy the worker is right now."""
        with self._changed:
            return Load(self._running, len(self._open) - self._running, self._slots, self.room)

    def accept(self, dispatch: Dispatch) -> bool:
        """Take an attempt on; true too when it is known already, false when there is no room.

        An older attempt of the same job is called off: the gateway has given it up.
        """
        key = (dispatch.job, dispatch.attempt)
        with self._changed:
            if key in self._open:
                return True
            if key not in self._ended:
                self._cancel_older(dispatch)
                if not self.room:
                    return False
                attempt = Attempt(dispatch, Speaker(dispatch, self._say, self._clock))
                self._open[key] = attempt
                pool = self._pairs if dispatch.mode == "pair" else self._many
                pool.submit(self._run, key, attempt)
                LOG.info("attempt accepted", extra=keys(**attempt.keys))
                return True
        self.tell_again(*key)
        return True

    def state(self, job: str, number: int) -> Literal["running", "finished"] | None:
        """Return what an attempt is at, or None when nothing is known of it."""
        with self._changed:
            self._forget()
            attempt = self._open.get((job, number))
            if attempt is not None:
                return None if attempt.cancelled.is_set() else "running"
            return "finished" if (job, number) in self._ended else None

    def tell_again(self, job: str, number: int) -> None:
        """Store the result and publish the last line of a finished attempt once more."""
        attempt = self._ended.get((job, number))
        if attempt is None or attempt.speaker.end is None:
            return
        try:
            attempt.store(self._staging)
        except StoreUnreachable:
            LOG.warning("result not stored again", extra=keys(**attempt.keys))
        self._say(attempt.speaker.end)

    def cancel(self, job: str) -> None:
        """Call off every attempt of a job."""
        with self._changed:
            for attempt in [attempt for (name, _), attempt in self._open.items() if name == job]:
                attempt.cancel()

    def beat(self) -> None:
        """Let every running attempt that was silent for long say that it lives."""
        with self._changed:
            running = list(self._open.values())
        for attempt in running:
            attempt.speaker.beat()

    def wait_idle(self, seconds: float) -> bool:
        """Wait until nothing is open, for at most some seconds; false when something still is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def close(self, seconds: float) -> None:
        """Take nothing more on, let running attempts end for some seconds, then call the rest off."""
        self._stopping.set()
        for pool in (self._pairs, self._many):
            pool.shutdown(wait=False, cancel_futures=True)
        with self._changed:
            self._changed.wait_for(lambda: not any(each.speaker.begun for each in self._open.values()), seconds)
            for attempt in self._open.values():
                attempt.cancel()

    def _run(self, key: tuple[str, int], attempt: Attempt) -> None:
        with self._changed:
            self._running += 1
        outcome = Outcome.CANCELLED if attempt.cancelled.is_set() else self._work(attempt)
        self._metrics.outcomes.labels(outcome.value).inc()
        LOG.info("attempt ended", extra=keys(**attempt.keys, outcome=outcome.value))
        with self._changed:
            self._running -= 1
            del self._open[key]
            if attempt.speaker.end is not None:
                attempt.end(self._clock())
                self._ended[key] = attempt
                self._kept += attempt.size
            self._forget()
            self._forget_results()
            self._changed.notify_all()

    def _cancel_older(self, dispatch: Dispatch) -> None:
        for (job, number), attempt in self._open.items():
            if job == dispatch.job and number < dispatch.attempt:
                attempt.cancel()

    def _forget(self) -> None:
        oldest = self._clock() - REMEMBERED
        while self._ended:
            first = next(iter(self._ended.values()))
            if len(self._ended) <= MAX_REMEMBERED and (first.ended_at or 0.0) > oldest:
                return
            self._kept -= self._ended.popitem(last=False)[1].size

    def _forget_results(self) -> None:
        """Forget the oldest attempts that have a result, until the rest fit."""
        while self._kept > KEPT_RESULTS:
            oldest = next(key for key, attempt in self._ended.items() if attempt.size)
            self._kept -= self._ended.pop(oldest).size

    def _beat_all(self) -> None:
        while not self._stopping.wait(PULSE):
            self.beat()
