"""What an attempt says on its way: numbered, signed lines.

A line is ``<mac> <json>``; the MAC is HMAC-SHA-256 over the JSON's bytes as they stand,
base64url without padding, under the key that came with the dispatch. *Events* open a stage
or end the attempt and must arrive; *progress* is a gauge that may be lost.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from driftline_worker.contract import Dispatch, unbase64url
from driftline_worker.errors import Problem
from driftline_worker.tracing.traces import UNTRACED, UNTRACED_LINE, AttemptSpan, LineSpan
from driftline_worker.words import Message

PROGRESS_INTERVAL = 0.25
"""Least seconds between two progress messages of an attempt."""
HEARTBEAT = 2.0
"""Seconds of silence after which the next pulse speaks; the gateway's lease expects a message each 3 s."""


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A signed line and where it goes.

    Attributes
    ----------
    event : bool
        It has to arrive: persistent, confirmed, sent again.
    end : bool
        The attempt's last; not worth waiting for company.
    span : LineSpan
        Ends when the broker has it.
    """

    exchange: str
    routing_key: str
    body: bytes
    event: bool
    end: bool = False
    span: LineSpan = UNTRACED_LINE


def sign(key: bytes, body: bytes) -> bytes:
    """Return the line for a JSON body: its MAC, a space, and the body as it stands."""
    mac = hmac.new(key, body, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=") + b" " + body


class Speaker:
    """The voice of one attempt; numbers its lines from 1 and passes them on in that order."""

    def __init__(
        self,
        dispatch: Dispatch,
        say: Callable[[SignedLine], None],
        clock: Callable[[], float] = time.monotonic,
        trace: AttemptSpan = UNTRACED,
    ) -> None:
        self._dispatch = dispatch
        self._key = unbase64url(dispatch.key)
        self._say = say
        self._clock = clock
        self.trace = trace
        self._lock = Lock()
        self._seq = 0
        self._stage: str | None = None
        self._progress = 0.0
        self._spoke = clock()
        self._ticked = float("-inf")
        self._end: SignedLine | None = None
        self._silenced = False

    @property
    def end(self) -> SignedLine | None:
        """The attempt's last line, once said."""
        return self._end

    @property
    def begun(self) -> bool:
        """Whether anything was said yet."""
        return self._seq > 0

    def silence(self) -> None:
        """Say nothing more: the attempt was called off."""
        with self._lock:
            self._silenced = True

    def stage(self, stage: str, said: Message) -> None:
        """Announce that a stage begins; `said` tells what the one before found."""
        with self._lock:
            self._stage, self._progress = stage, 0.0
            self.trace.stage(stage)
            self._event(_told(said))

    def result(self, said: Message, result: Mapping[str, Any]) -> None:
        """Announce the result, which is stored by now, and end the attempt."""
        with self._lock:
            self._stage = "result"
            self.trace.stage("result")
            self._event({**_told(said), "result": result}, end=True)

    def failed(self, problem: Problem) -> None:
        """End the attempt at the present stage with a problem."""
        with self._lock:
            self._stage = self._stage or "checking"
            self.trace.fail()
            told = {"messageKey": "job.failed", "message": problem.line, "params": {}}
            fields = told | {"problem": problem.to_json()}
            self._event(fields, end=True)

    def progress(self, percent: float) -> None:
        """Tell how much of the present stage is done, 0 to 100; too soon after the last tick: not at all."""
        with self._lock:
            self._progress = round(min(max(percent, 0.0), 100.0), 1)
            if self._clock() - self._ticked >= PROGRESS_INTERVAL:
                self._tick()

    def beat(self) -> None:
        """Repeat the progress when nothing was said for a while, so that the lease holds."""
        with self._lock:
            if self._clock() - self._spoke >= HEARTBEAT:
                self._tick()

    def _event(self, fields: Mapping[str, Any], end: bool = False) -> None:
        self._send({"kind": "event", "stage": self._stage, **fields}, event=True, end=end)

    def _tick(self) -> None:
        if self._stage is not None:
            self._ticked = self._clock()
            self._send({"kind": "progress", "stage": self._stage, "progress": self._progress}, event=False)

    def _send(self, fields: Mapping[str, Any], event: bool, end: bool = False) -> None:
        if self._end or self._silenced:
            return
        self._seq += 1
        self._spoke = self._clock()
        span = self.trace.line() if event else UNTRACED_LINE
        message = {"job": self._dispatch.job, "attempt": self._dispatch.attempt, "seq": self._seq, **fields}
        if span.context:
            message["traceparent"] = span.context
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        line = SignedLine(self._dispatch.exchange, self._dispatch.routing_key, sign(self._key, body), event, end, span)
        if end:
            self._end = line
        self._say(line)


def _told(said: Message) -> dict[str, Any]:
    words = said.to_json()
    return {"messageKey": words["key"], "message": said.text, "params": words["params"]}
