"""Expected failures, and how each is told: as RFC 9457 problems.

Biology that cannot be used ends a job with a `Problem` (the job is `FAILED`); a store
that cannot be reached ends the attempt instead, so that the gateway tries it again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from driftline_worker.words import TITLES, Message, message

MAX_ERRORS = 50
"""Entries of ``errors[]``; the status message has to stay under 64 KiB."""
MAX_ERROR_BYTES = 40_000
"""And what they may weigh together, for a name may be made of anything."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, where, and what would be right.

    Attributes
    ----------
    kind : str
        The end of a stable URN, ``check/too-short`` of ``urn:problem:check/too-short``.
    said : Message
        This occurrence, with a hint.
    brief : Message | None
        One short line for the list of a job's messages, where `said` is long.
    errors : Sequence[dict[str, Any]]
        ``record``, ``name``, ``column`` (one-based, in the record as given), ``detail``, and ``key`` and ``params``
        of the latter.
    """

    kind: str
    said: Message
    brief: Message | None = None
    errors: Sequence[dict[str, Any]] = field(default_factory=tuple)

    @property
    def type(self) -> str:
        """The URN."""
        return f"urn:problem:{self.kind}"

    @property
    def detail(self) -> str:
        """What happened here, in English."""
        return self.said.text

    @property
    def line(self) -> str:
        """One short line in English, without a full stop."""
        return (self.brief or self.said).text.rstrip(".")

    def to_json(self) -> dict[str, Any]:
        """Return the body that leaves the worker."""
        title, detail = TITLES[self.kind], self.detail
        return {"type": self.type, "title": title, "detail": detail, **self.said.to_json(), "errors": self._shown()}

    def _shown(self) -> list[dict[str, Any]]:
        """Leave out what would make a line too long for the gateway, whatever the names are made of."""
        sizes = accumulate(len(json.dumps(error, ensure_ascii=False).encode()) for error in self.errors[:MAX_ERRORS])
        return [error for error, size in zip(self.errors, sizes, strict=False) if size <= MAX_ERROR_BYTES]


class JobFailed(Exception):
    """The job's input or choice cannot be used, and trying again would not help."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.type)
        self.problem = problem


class Cancelled(Exception):
    """The attempt was called off; nobody wants to hear its end."""


class RunHangs(Exception):
    """A run that others lead and this attempt waits for does not end; here the attempt cannot go on.

    Attributes
    ----------
    shared : bool
        Whether pairs of the attempt are in that run, and may be why.
    """

    def __init__(self, shared: bool) -> None:
        super().__init__()
        self.shared = shared


class NotStaged(Exception):
    """Nothing stands under the sequences key: expired, flushed, or never staged."""


class StoreUnreachable(Exception):
    """Redis did not answer in time."""


INTERNAL = Problem("worker/internal", message("detail.internal"))
RESULT_TOO_LARGE = Problem("worker/result-too-large", message("detail.result-too-large"))


def model_problem(kind: str, said: Message) -> JobFailed:
    """Return the failure for a model or encoding that cannot serve the job."""
    return JobFailed(Problem(f"model/{kind}", said))
