"""A job followed to its end: by the server's events, or by asking where these do not get through."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .asking import accepted, asked
from .errors import NoResult
from .steps import Answer, Ask, Flow, NextLine, Open, Pause

if TYPE_CHECKING:
    from .contract import Job, JobEvent

OPEN = frozenset({"QUEUED", "CHECKING", "ENCODING", "PREDICTING"})

SILENCE = 40.0
"""A server speaks about every 15 s; a line that is silent for so long is dead."""

LOOK = 1.0
"""Seconds between two looks where the stream does not get through."""

_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Update:
    """A job moved on, or its stage did.

    Attributes
    ----------
    stage : `queued`, `checking`, `encoding`, `predicting` or `result`.
    percent : Of the stage; None where it is not known.
    message : What the stage before found, in English; empty where only the percent is new.
    offset : How far the job has been told: given as `after`, following resumes behind it.
    """

    job: str
    state: str
    stage: str
    percent: float | None
    message: str
    offset: int


class Cursor:
    """How far a job has been told, each event once."""

    def __init__(self, job: str, after: int) -> None:
        self.job = job
        self.after = after
        self._told = after
        self._state = "QUEUED"
        self._stage = "queued"

    def event(self, event: JobEvent | Mapping[str, Any]) -> Update | None:
        """Take an event of the job; None if it has been told."""
        self._state, self._stage = event["state"], event["stage"]
        if event["offset"] <= self._told:
            return None
        self._told = event["offset"]
        self.after = max(self.after, self._told)
        return Update(self.job, self._state, self._stage, None, event["message"], self._told)

    def percent(self, percent: float) -> Update:
        """Take how far the present stage is."""
        return Update(self.job, self._state, self._stage, percent, "", self._told)


def following(job: str, after: int = 0, timeout: float | None = None) -> Flow[Job]:
    """Tell `Update`s until the job has ended; returns it as it ended.

    Whatever cuts the line meanwhile, the next one begins behind the last event. Fails with `TimeoutError` when
    `timeout` seconds have passed; the job goes on.
    """
    cursor = Cursor(job, after)
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        yield from _catch_up(cursor)
        now: Job = yield from asked(Ask("GET", f"/jobs/{job}"))
        if now.get("finishedAt"):
            yield from _catch_up(cursor)
            return now
        progress = now.get("progress")
        if progress is not None:
            yield cursor.percent(progress)
        if not (yield from _listen(cursor, end)):
            yield Pause(LOOK)
        if _late(end):
            raise TimeoutError(f"Job {job} has not ended within {timeout} s; it goes on.")


def _late(end: float | None) -> bool:
    return end is not None and time.monotonic() >= end


def _catch_up(cursor: Cursor) -> Flow[None]:
    told = yield from asked(Ask("GET", f"/jobs/{cursor.job}/events"))
    for event in told["items"]:
        update = cursor.event(event)
        if update:
            yield update


def _listen(cursor: Cursor, end: float | None) -> Flow[bool]:
    """Whether there is reason to look at the job at once; else the stream broke, or there is none."""
    silence = SILENCE if end is None else max(LOOK, min(SILENCE, end - time.monotonic()))
    answer = yield Open(Ask("GET", "/events", {"after": str(cursor.after)}, silence=silence))
    if isinstance(answer, Answer) and answer.status == _UNAUTHORIZED:
        accepted(answer)
    if not isinstance(answer, Answer) or answer.status != 200:
        return False
    while not _late(end):
        line: str | None = yield NextLine()
        if line is None:
            return False
        if line.startswith("data:") and (yield from _hear(cursor, json.loads(line.removeprefix("data:")))):
            return True
    return True


def _hear(cursor: Cursor, frame: Mapping[str, Any]) -> Flow[bool]:
    """Take a frame of the user's stream; answers whether the job has to be looked at."""
    kind, ours = frame.get("type"), frame.get("job") == cursor.job
    if kind == "reset":
        cursor.after = max(cursor.after, frame["offset"])
        return True
    if kind == "progress" and ours:
        yield cursor.percent(frame["progress"])
    if kind == "event":
        update = cursor.event(frame) if ours else None
        cursor.after = max(cursor.after, frame["offset"])
        if update:
            yield update
        return ours and frame["state"] not in OPEN
    return False


def require_result(job: Job) -> Job:
    """Raise `NoResult` unless the job succeeded."""
    if job["state"] != "SUCCEEDED":
        raise NoResult(job)
    return job
