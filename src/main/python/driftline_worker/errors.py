"""Expected failures, and how each is told: as RFC 9457 problems.

Biology that cannot be used ends a job with a `Problem` (the job is `FAILED`); a store
that cannot be reached ends the attempt instead, so that the gateway tries it again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

MAX_ERRORS = 50
"""Entries of ``errors[]``; the status message has to stay under 64 KiB."""
MAX_ERROR_BYTES = 40_000
"""And what they may weigh together, for a name may be made of anything."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, where, and what would be right.

    Attributes
    ----------
    type : str
        Stable URN, for example ``urn:problem:check/too-short``.
    title : str
        The kind of problem; the same for every occurrence.
    detail : str
        This occurrence, with a hint.
    message : str
        One short line for the list of a job's messages.
    errors : Sequence[dict[str, Any]]
        ``record``, ``name``, ``column`` (one-based, in the record as given) and ``detail``.
    """

    type: str
    title: str
    detail: str
    message: str = ""
    errors: Sequence[dict[str, Any]] = field(default_factory=tuple)

    def to_json(self) -> dict[str, Any]:
        """Return the body that leaves the worker."""
        return {
            "type": self.type,
            "title": self.title,
            "detail": self.detail,
            "errors": self._first_errors(),
        }

    def _first_errors(self) -> list[dict[str, Any]]:
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


INTERNAL = Problem(
    "urn:problem:worker/internal",
    "Unexpected fault of the worker",
    "The worker met a fault it did not expect. Submit the job again; if it fails again, tell the operator its id.",
    "Unexpected fault of the worker",
)

RESULT_TOO_LARGE = Problem(
    "urn:problem:worker/result-too-large",
    "Result too large",
    "The result is larger than 64 MiB. Split the submission into smaller ones.",
    "Result larger than 64 MiB",
)


def model_problem(kind: str, title: str, detail: str) -> JobFailed:
    """Return the failure for a model or encoding that cannot serve the job."""
    return JobFailed(Problem(f"urn:problem:model/{kind}", title, detail, detail.rstrip(".")))
