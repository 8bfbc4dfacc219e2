"""An attempt whose lines are kept, and how bodies are held against the golden ones."""

import json
from typing import Any

from driftline_worker.attempts.attempt import Attempt
from driftline_worker.status.messages import SignedLine, Speaker
from driftline_worker.words import Message
from testing.samples import dispatch


class Said:
    """An attempt and what it said."""

    def __init__(self, **changes: Any) -> None:
        self.lines: list[SignedLine] = []
        wanted = dispatch(**changes)
        self.attempt = Attempt(wanted, Speaker(wanted, self.lines.append))

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(line.body.split(b" ", 1)[1]) for line in self.lines]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["kind"] == "event"]

    @property
    def problem(self) -> dict[str, Any]:
        assert self.events[-1]["messageKey"] == "job.failed"
        problem: dict[str, Any] = self.events[-1]["problem"]
        return problem


def assert_shape(actual: dict[str, Any], expected: dict[str, Any]) -> None:
    """Check that every expected field is there with the expected type; more are welcome."""
    for name, value in expected.items():
        assert name in actual
        if value is not None:
            assert type(actual[name]) is type(value), name


def as_told(text: str = "something", key: str = "stage.checking", **params: Any) -> Message:
    """Return a message that somebody else has worded."""
    return Message(key, params, given=text)
