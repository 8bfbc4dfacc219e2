"""Attempts accepted, running and lately ended; the worker's only memory of jobs, all of it expendable.

An attempt is *running* from its acceptance, *finished* once its last line was said, and
unknown before and after: ends are remembered for ten minutes, cancelled and given-up
attempts not at all. Results are remembered with their ends, as far as memory goes; an
attempt whose result is not kept any more is unknown, so that it is worked again if need be.

Pairs and jobs of many pairs have threads of their own: a large job never stands before a pair.

Leases are renewed for work that gets on, not for a process that runs. Once a step hangs, everything is *given back*:
what hangs counts as lost, the rest may be worked elsewhere as if it had never been here. Then the process goes.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Condition, Event, Thread
from typing import Any, Literal

from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.ends import Ends, Key
from driftline_worker.attempts.staging import Staging
from driftline_worker.contract import Dispatch
from driftline_worker.errors import StoreUnreachable
from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.status.messages import SignedLine, Speaker
from driftline_worker.tracing.traces import OFF, Traces
from driftline_worker.watchdog.watch import Watch

LOG = logging.getLogger(__name__)

PULSE = 0.5
"""Seconds between two looks at what runs."""


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
        say: Callable[[SignedLine], None],
        staging: Staging,
        metrics: Metrics,
        slots: int,
        backlog: int,
        clock: Callable[[], float] = time.monotonic,
        watch: Watch | None = None,
        on_stuck: Callable[[], None] = lambda: None,
        traces: Traces = OFF,
    ) -> None:
        self._work = work
        self._say = say
        self._staging = staging
        self._metrics = metrics
        self._limit = slots + backlog
        self._clock = clock
        self.watch = watch or Watch(metrics, clock=clock)
        self._on_stuck = on_stuck
        self._traces = traces
        self._changed = Condition()
        self._open: dict[Key, Attempt] = {}
        self._ends = Ends()
        self._given_back: dict[Key, bool] = {}
        self._told = Event()
        self._running = 0
        many = max(1, slots // 2)
        self._slots = slots + many
        self._pairs = ThreadPoolExecutor(slots, thread_name_prefix="pair")
        self._many = ThreadPoolExecutor(many, thread_name_prefix="many")
        self._stopping = Event()
        self._leaving = False
        self._pulse = Thread(target=self._beat_all, name="pulse", daemon=True)
        metrics.watch("open_attempts", "Attempts running or waiting", lambda: float(len(self._open)))
        metrics.watch("remembered_attempts", "Ended attempts remembered", lambda: float(len(self._ends)))

    def start(self) -> None:
        """Keep running attempts' leases alive from now on."""
        self._pulse.start()

    @property
    def room(self) -> int:
        """How many more attempts would be accepted now."""
        return 0 if self._leaving or self.watch.stuck else max(self._limit - len(self._open), 0)

    @property
    def load(self) -> Load:
        """How busy the worker is right now."""
        with self._changed:
            return Load(self._running, len(self._open) - self._running, self._slots, self.room)

    def accept(self, dispatch: Dispatch, parent: str | None = None) -> bool:
        """Take an attempt on; true too when it is known already, false when there is no room.

        It is traced below `parent`. An older attempt of the same job is called off: the gateway has given it up.
        """
        key = (dispatch.job, dispatch.attempt)
        with self._changed:
            if key in self._open:
                return True
            if self._ends.get(key) is None:
                self._cancel_older(dispatch)
                if not self.room:
                    return False
                trace = self._traces.attempt(parent, *key)
                attempt = Attempt(dispatch, Speaker(dispatch, self._say, self._clock, trace), self.watch.pace())
                self._open[key] = attempt
                (self._pairs if dispatch.mode == "pair" else self._many).submit(self._run, key, attempt)
                LOG.info("attempt accepted", extra=keys(**attempt.keys))
                return True
        self.tell_again(*key)
        return True

    def state(self, job: str, number: int) -> Literal["running", "finished", "returned"] | None:
        """Return what an attempt is at, or None when nothing is known of it, or it was lost."""
        with self._changed:
            self._ends.forget(self._clock())
            attempt = self._open.get((job, number))
            if attempt is not None:
                return None if attempt.cancelled.is_set() else "running"
            if self._given_back.get((job, number)) is False:
                return "returned"
            return "finished" if self._ends.get((job, number)) else None

    def tell_again(self, job: str, number: int) -> None:
        """Store the result and publish the last line of a finished attempt once more."""
        attempt = self._ends.get((job, number))
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
        """Look whether the work gets on, and let every running attempt that was silent for long say that it lives."""
        if self.watch.look():
            self._give_back()
            self._on_stuck()
        with self._changed:
            running = list(self._open.values())
        for attempt in running:
            attempt.speaker.beat()

    def given_back(self) -> list[dict[str, Any]]:
        """Return what was given back, and whether it hung, for the gateway: it is told with this."""
        with self._changed:
            found = [{"job": job, "attempt": number, "hung": hung} for (job, number), hung in self._given_back.items()]
            if self.watch.stuck and not self._open:
                self._told.set()
            return found

    def hand_over(self, drain: float, patience: float) -> None:
        """Let what still gets on end for some seconds, give the rest back, and wait until the gateway was told."""
        self.wait_idle(drain)
        with self._changed:
            for key, attempt in list(self._open.items()):
                self._let_go(key, attempt, hung=False)
        self._told.wait(patience)

    def take_no_more(self) -> None:
        """Have no room from now on; what was taken goes on."""
        self._leaving = True

    def wait_idle(self, seconds: float) -> bool:
        """Wait until nothing is open, for at most some seconds; false when something still is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def close(self, seconds: float) -> None:
        """Take nothing more on, let running attempts end for some seconds, then call the rest off."""
        self.take_no_more()
        self._stopping.set()
        for pool in (self._pairs, self._many):
            pool.shutdown(wait=False, cancel_futures=True)
        with self._changed:
            self._changed.wait_for(lambda: not any(each.speaker.begun for each in self._open.values()), seconds)
            for attempt in self._open.values():
                attempt.cancel()

    def _run(self, key: Key, attempt: Attempt) -> None:
        with self._changed:
            if key not in self._open:
                return
            self._running += 1
            attempt.begun = True
        with self.watch.over(attempt.pace, attempt.keys):
            outcome = Outcome.CANCELLED if attempt.cancelled.is_set() else self._work(attempt)
        attempt.speaker.trace.end(outcome.value)
        self._metrics.outcomes.labels(outcome.value).inc()
        LOG.info("attempt ended", extra=keys(**attempt.keys, outcome=outcome.value))
        with self._changed:
            self._running -= 1
            if self._open.pop(key, None) is None:
                return
            if outcome in (Outcome.HANDED_BACK, Outcome.HUNG):
                self._given_back[key] = outcome is Outcome.HUNG
            elif attempt.speaker.end is not None:
                self._ends.add(key, attempt, self._clock())
            self._changed.notify_all()

    def _give_back(self) -> None:
        """Give back what hangs, and what was not begun; what waits for a hung run leaves it by itself."""
        hung = {(each.who.get("job"), each.who.get("attempt")) for each in self.watch.stuck}
        for pool in (self._pairs, self._many):
            pool.shutdown(wait=False, cancel_futures=True)
        with self._changed:
            for key, attempt in list(self._open.items()):
                if key in hung or not attempt.begun:
                    self._let_go(key, attempt, hung=key in hung)
            self._changed.notify_all()

    def _let_go(self, key: Key, attempt: Attempt, hung: bool) -> None:
        if not attempt.cancelled.is_set():
            self._given_back[key] = hung
        attempt.speaker.trace.end((Outcome.HUNG if hung else Outcome.HANDED_BACK).value)
        attempt.cancel()
        del self._open[key]

    def _cancel_older(self, dispatch: Dispatch) -> None:
        for (job, number), attempt in self._open.items():
            if job == dispatch.job and number < dispatch.attempt:
                attempt.cancel()

    def _beat_all(self) -> None:
        while not self._stopping.wait(PULSE):
            try:
                self.beat()
            except Exception:
                LOG.exception("pulse met an unexpected fault")
