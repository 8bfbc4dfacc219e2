"""The thread that brings every job's lines to the broker.

Lines wait in *lanes*, one per exchange and routing key, in the order they were said. The
thread takes what has gathered in a lane for some milliseconds, or until an attempt ends, joins
it into one message and removes it once the broker has confirmed; until then it stays and is sent
again, after a new connection if need be. One message is on its way at a time: a second one confirmed before a
lost first would break the order of a job's events. A lane that cannot be routed waits alone.
"""

import logging
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from threading import Condition, Thread

from driftline_worker import failpoints
from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.status.broker import Broker, BrokerLost, Unroutable
from driftline_worker.status.messages import SignedLine

LOG = logging.getLogger(__name__)

LINGER = 0.025
"""Seconds that a line waits for company: as long as a pair takes, so that all that is said of one is one message, and
one transaction of the gateway's, which its result then need not wait behind."""
MAX_BODY = 64 * 1024
CAPACITY = 5000
"""Waiting lines from which no new job is accepted; running ones may still say their few."""
BEAT = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
KEPT = 600.0
"""Seconds after which an event is given up: by then its attempt is long forgotten."""


@dataclass(slots=True)
class Lane:
    """Lines of one exchange and routing key, with the time each was said."""

    lines: deque[tuple[float, SignedLine]] = field(default_factory=deque)
    not_before: float = 0.0
    faults: int = 0


class StatusPublisher:
    """Bundles, publishes, retains and re-sends; `say` never blocks."""

    def __init__(
        self,
        broker: Broker,
        metrics: Metrics,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
        linger: float = LINGER,
    ) -> None:
        self._broker = broker
        self._metrics = metrics
        self._capacity = capacity
        self._clock = clock
        self._linger = linger
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._changed = Condition()
        self._urgent = False
        self._closing_at: float | None = None
        self._connected = False
        self._thread = Thread(target=self._run, name="status-publisher", daemon=True)
        metrics.watch("spool_lines", "Status lines not yet confirmed", self.waiting)
        metrics.watch("broker_connected", "1 while the broker is connected", lambda: float(self._connected))

    def start(self) -> None:
        """Connect and publish from now on."""
        self._thread.start()

    @property
    def connected(self) -> bool:
        """Whether the broker was there when last heard of."""
        return self._connected

    @property
    def full(self) -> bool:
        """Whether too much waits for the broker to take on more jobs."""
        return self.waiting() >= self._capacity

    def waiting(self) -> int:
        """Return the number of lines not yet confirmed."""
        with self._changed:
            return sum(len(lane.lines) for lane in self._lanes.values())

    def say(self, line: SignedLine) -> None:
        """Queue a line; progress that could only arrive late is dropped."""
        if not line.event and (not self._connected or self.full):
            return
        with self._changed:
            lane = self._lanes.setdefault((line.exchange, line.routing_key), Lane())
            lane.lines.append((self._clock(), line))
            self._urgent = self._urgent or line.end
            self._changed.notify_all()

    def close(self, seconds: float) -> None:
        """Publish what waits, for at most some seconds, then disconnect."""
        with self._changed:
            self._closing_at = self._clock() + seconds
            self._changed.notify_all()
        self._thread.join(seconds + 1)

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._done():
            try:
                if not self._connected:
                    self._connect()
                    pause = FIRST_PAUSE
                if not self._publish_next():
                    self._broker.beat()
            except BrokerLost as fault:
                self._lost(fault, pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except Exception:
                LOG.exception("status publisher met an unexpected fault")
                self._lost(BrokerLost("unexpected"), LONGEST_PAUSE)
        self._connected = False
        self._broker.close()

    def _done(self) -> bool:
        with self._changed:
            if self._closing_at is None:
                return False
            nothing_left = not any(lane.lines for lane in self._lanes.values())
            return nothing_left or self._clock() >= self._closing_at

    def _connect(self) -> None:
        self._broker.connect()
        self._connected = True
        LOG.info("broker connected")

    def _lost(self, fault: BrokerLost, pause: float) -> None:
        if self._connected:
            LOG.warning("broker lost", extra=keys(fault=str(fault)))
        self._connected = False
        self._metrics.broker_faults.labels("lost").inc()
        wait = pause * random.uniform(0.5, 1.0)  # noqa: S311 - spreads reconnects, keeps no secret
        with self._changed:
            if self._closing_at is None:
                self._changed.wait_for(lambda: self._closing_at is not None, wait)
            else:
                self._changed.wait(FIRST_PAUSE)  # the last few tries are no busy loop

    def _publish_next(self) -> bool:
        """Publish one message; false when there was nothing to say for a while."""
        lane = self._await_lane()
        if lane is None:
            return False
        (exchange, routing_key), lines = self._bundle(lane)
        body = b"\n".join(line.body for line in lines)
        failpoints.hit("NOT_PUBLISHED")
        try:
            self._broker.publish(exchange, routing_key, body, any(line.event for line in lines))
        except Unroutable as fault:
            self._hold(lane, exchange, routing_key, fault)
            return True
        failpoints.hit("PUBLISHED_NOT_NOTED")
        with self._changed:
            for line in lines:
                lane.lines.popleft()
                line.span.end()
            lane.faults, lane.not_before = 0, 0.0
            if not lane.lines:
                self._lanes.pop((exchange, routing_key), None)
        failpoints.hit("CONFIRMED_AND_NOTED")
        self._metrics.messages.inc()
        self._metrics.lines.inc(len(lines))
        return True

    def _await_lane(self) -> Lane | None:
        with self._changed:
            lane = self._ready()
            if lane is None:
                self._changed.wait(BEAT if self._closing_at is None else FIRST_PAUSE)
                lane = self._ready()
            if lane is not None and not self._urgent:
                said = lane.lines[0][0]
                self._changed.wait_for(lambda: self._urgent, max(said + self._linger - self._clock(), 0))
            self._urgent = False
            return lane

    def _ready(self) -> Lane | None:
        """Return the lane whose first line waits longest, of those that may be tried."""
        now = self._clock()
        ready = [lane for lane in self._lanes.values() if lane.lines and lane.not_before <= now]
        return min(ready, key=lambda lane: lane.lines[0][0], default=None)

    def _bundle(self, lane: Lane) -> tuple[tuple[str, str], list[SignedLine]]:
        with self._changed:
            chosen: list[SignedLine] = []
            size = 0
            for _, line in islice(lane.lines, 1000):
                size += len(line.body) + 1
                if chosen and size > MAX_BODY:
                    break
                chosen.append(line)
            return (chosen[0].exchange, chosen[0].routing_key), chosen

    def _hold(self, lane: Lane, exchange: str, routing_key: str, fault: Unroutable) -> None:
        lane.faults += 1
        pause = min(FIRST_PAUSE * 2 ** min(lane.faults, 10), LONGEST_PAUSE)
        lane.not_before = self._clock() + pause
        self._metrics.broker_faults.labels("unroutable").inc()
        if lane.faults in (1, 10, 100):
            where = keys(exchange=exchange, routingKey=routing_key, fault=str(fault))
            LOG.warning("status message not routed, tried again", extra=where)
        self._give_up_old(lane, (exchange, routing_key))

    def _give_up_old(self, lane: Lane, name: tuple[str, str]) -> None:
        """Drop what no queue wanted for so long that its attempt is forgotten."""
        oldest = self._clock() - KEPT
        with self._changed:
            while lane.lines and lane.lines[0][0] < oldest:
                lane.lines.popleft()
                self._metrics.lost_lines.inc()
            if not lane.lines:
                self._lanes.pop(name, None)
