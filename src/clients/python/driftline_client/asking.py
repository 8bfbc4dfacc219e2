"""Requests that get an answer: tried again while that is safe and may help."""

from __future__ import annotations

import random
from typing import Any

from .errors import Refused, Unreachable
from .steps import Answer, Ask, Broken, Flow, Open, Pause, Save

BUSY = frozenset({429, 502, 503, 504})
"""What the same request may be spared a little later."""

TRIES = 8
LONGEST_PAUSE = 60.0
_REFUSED = 400
_JITTER = random.SystemRandom()


def asked(ask: Ask) -> Flow[Any]:
    """Ask for JSON; None where the answer has no body."""
    answer = yield from told(ask)
    return answer.json() if answer.body else None


def told(step: Ask | Save | Open) -> Flow[Answer]:
    """Take a step until there is an answer.

    Only for requests that may be said twice: all that read, and those that change something under an idempotency key
    or to the same end. Fails with `Refused`, or with `Unreachable` after `TRIES` tries.
    """
    answer: Answer | Broken = Broken("not asked")
    for tried in range(TRIES):
        answer = yield step
        wait = _wait(answer, tried)
        if wait is None or tried == TRIES - 1:
            break
        yield Pause(wait)
    return accepted(answer)


def accepted(answer: Answer | Broken) -> Answer:
    """Return a good answer, and raise what any other one says."""
    if isinstance(answer, Broken):
        raise Unreachable(answer.reason)
    if answer.status >= _REFUSED:
        raise _refusal(answer)
    return answer


def _wait(answer: Answer | Broken, tried: int) -> float | None:
    """Seconds until the next try; None if another one would not help, or not soon."""
    if isinstance(answer, Answer) and answer.status not in BUSY:
        return None
    asked_for = _retry_after(answer) if isinstance(answer, Answer) else 0
    if asked_for > LONGEST_PAUSE:
        return None
    return asked_for or _JITTER.uniform(0.5, 1) * min(LONGEST_PAUSE, 0.5 * 2.0**tried)


def _retry_after(answer: Answer) -> float:
    said = answer.headers.get("retry-after", "")
    return float(said) if said.isdecimal() else 0


def _refusal(answer: Answer) -> Refused:
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or "type" not in problem:
        problem = {
            "type": "about:blank",
            "title": f"The server answered {answer.status}",
            "status": answer.status,
            "detail": "Is it Driftline?",
        }
    return Refused(answer.status, _retry_after(answer), problem)  # type: ignore[arg-type]
