"""What can go wrong at a server, as exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .contract import Job, Problem


class DriftlineError(Exception):
    """Whatever the client foresees; its text is a sentence for people."""


class Unreachable(DriftlineError):
    """No answer came, however often it was tried."""


class Refused(DriftlineError):
    """The server refused, and said why.

    Attributes
    ----------
    status : HTTP status, 400 to 599.
    type : Such as `quota/jobs`; stable, so what programs go by.
    retry_after : Seconds after which the same may succeed; 0 if the server did not say.
    problem : The whole problem (RFC 9457), with `errors` by record, line and column.
    """

    def __init__(self, status: int, retry_after: float, problem: Problem) -> None:
        super().__init__(sentence(problem))
        self.status = status
        self.type = str(problem.get("type", "")).removeprefix("urn:problem:")
        self.retry_after = retry_after
        self.problem = problem


class NoResult(DriftlineError):
    """The job ended without a result: failed, cancelled or expired. `job` is how it ended."""

    def __init__(self, job: Job) -> None:
        problem = job.get("problem")
        why = sentence(problem) if problem else f"it is {job['state'].lower()}."
        super().__init__(f"Job {job['id']} has no result: {why}")
        self.job = job


def sentence(problem: Problem | Mapping[str, Any]) -> str:
    """Title, detail and the first three faults of a problem, in one line.

    >>> sentence({"type": "x", "title": "Refused", "status": 422, "errors": [{"detail": "Record 2 is empty."}]})
    'Refused: Record 2 is empty.'
    """
    details = [problem.get("detail", ""), *(fault["detail"] for fault in problem.get("errors", [])[:3])]
    said = " ".join(dict.fromkeys(detail.strip() for detail in details if detail.strip()))
    return f"{problem.get('title', 'Refused')}{': ' if said else '.'}{said}"
