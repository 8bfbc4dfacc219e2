"""Flows driven by hand: what they ask for is recorded, what they are sent is given beforehand."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from driftline_client.steps import Answer, Flow, Pause


def answer(body: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps(body).encode())


def event(job: str, offset: int, state: str, stage: str) -> Mapping[str, Any]:
    return {"type": "event", "job": job, "offset": offset, "state": state, "stage": stage, "message": f"{stage} begins"}


def data(frame: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(frame)}"


def drive(flow: Flow[Any], came: Iterable[Any]) -> tuple[list[Any], Any]:
    """All steps of a flow, and what it returns; pauses are answered by themselves, and nothing may be left over."""
    left, steps, given = list(came), [], None
    while True:
        try:
            step = flow.send(given)
        except StopIteration as end:
            assert left == []
            return steps, end.value
        steps.append(step)
        needs = not isinstance(step, Pause) and type(step).__name__ != "Update"
        given = left.pop(0) if needs else None
