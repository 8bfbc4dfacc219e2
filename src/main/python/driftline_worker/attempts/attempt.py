"""One attempt at one job."""

from enum import Enum
from threading import Event

from driftline_worker.attempts.staging import Staging
from driftline_worker.contract import Dispatch
from driftline_worker.status.messages import Speaker
from driftline_worker.watchdog.pace import Pace


class Outcome(Enum):
    """How an attempt ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GIVEN_UP = "given-up"
    HANDED_BACK = "handed-back"
    HUNG = "hung"


class Attempt:
    """One dispatch being worked: its voice, its result, and the wish to stop."""

    def __init__(self, dispatch: Dispatch, speaker: Speaker, pace: Pace | None = None) -> None:
        self.dispatch = dispatch
        self.speaker = speaker
        self.pace = pace or Pace()
        self.cancelled = Event()
        self.begun = False
        self.ended_at: float | None = None
        self._packed: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes of its packed result, which is kept to be stored again if Redis lost it."""
        return len(self._packed or b"")

    @property
    def keys(self) -> dict[str, str | int]:
        """What log lines say of it."""
        return {"job": self.dispatch.job, "attempt": self.dispatch.attempt}

    def keep(self, packed: bytes) -> None:
        """Hold the packed result until it is stored."""
        self._packed = packed

    def store(self, staging: Staging) -> None:
        """Put the result where the gateway fetches it; again, when it may have been lost."""
        if self._packed is not None:
            staging.keep(self.dispatch.result_key, self._packed, self.dispatch.result_ttl_seconds)

    def go_on(self) -> None:
        """Say that the work gets on; raises `Cancelled` if the attempt was called off."""
        self.pace.go_on()

    def advance(self, percent: float) -> None:
        """Tell how much of the present stage is done, unless the attempt was called off."""
        self.go_on()
        self.speaker.progress(percent)

    def cancel(self) -> None:
        """Stop at the next opportunity and say nothing more."""
        self.cancelled.set()
        self.pace.call_off()
        self.speaker.silence()

    def end(self, now: float) -> None:
        """Remember the end."""
        self.ended_at = now
