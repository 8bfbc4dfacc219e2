"""The steps that the core takes, and leaves to a client to carry out, one that waits or one that is awaited.

A flow is a generator: it yields a step, is sent what came of it, and returns what it found out. So everything that is
to be decided (retries, where to resume, when a job has ended) stands once, and is tested without any network.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Part: TypeAlias = tuple[str, tuple[str | None, bytes]]
"""A field of a form with its file's name, if it is a file."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request below `/api/v1`.

    Attributes
    ----------
    body : JSON, if there is one.
    form : The parts of a form instead.
    silence : Seconds without a byte after which the line is taken to be dead.
    """

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    form: tuple[Part, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    silence: float = 60


@dataclass(frozen=True, slots=True)
class Save:
    """The same, its answer written to a file, which is whole or not there. Sent back is an `Answer` without a body."""

    ask: Ask
    to: Path


@dataclass(frozen=True, slots=True)
class Open:
    """The same, its answer read line by line. Sent back is an `Answer`, without a body if it is a good one."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class NextLine:
    """A line of what was opened. Sent back is the line, or None at its end, however that came."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; the names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Any:
        """Read the body; fails with a `ValueError` if it is no JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Broken:
    """No answer, or none to its end, and why."""

    reason: str


Step: TypeAlias = Ask | Save | Open | NextLine | Pause
Flow: TypeAlias = Generator[Any, Any, T]
"""Yields steps, and what is to be told meanwhile; returns a `T`."""
