"""Boundaries at which a test may stop the worker; nothing at all otherwise.

Armed only when ``DRIFTLINE_TEST`` is ``true``: ``DRIFTLINE_FAILPOINTS=NOT_PUBLISHED:halt@3,CHECK_RUNS:pause``
(the third time, the first time). *halt* kills the process and the one that would start it again, *pause*
holds the thread for 20 s, *hang* for ever, *seize* with it the interpreter's lock, so that no other thread
goes on, *throw* raises. Turns are counted over a process that was replaced too.
"""

import ctypes
import mmap
import os
import signal
import time
from collections.abc import Mapping

PAUSE = 20.0


def parse(environment: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return action and turn of each armed boundary.

    >>> parse({"DRIFTLINE_TEST": "true", "DRIFTLINE_FAILPOINTS": "NOT_PUBLISHED:halt@3,CHECK_RUNS:pause"})
    {'NOT_PUBLISHED': ('halt', 3), 'CHECK_RUNS': ('pause', 1)}
    >>> parse({"DRIFTLINE_FAILPOINTS": "NOT_PUBLISHED:halt"})
    {}
    """
    if environment.get("DRIFTLINE_TEST") != "true":
        return {}
    armed = {}
    for point in filter(None, environment.get("DRIFTLINE_FAILPOINTS", "").split(",")):
        name, _, action = point.partition(":")
        action, _, turn = action.partition("@")
        armed[name] = action, int(turn or 1)
    return armed


_ARMED = parse(os.environ)
_HITS = mmap.mmap(-1, mmap.PAGESIZE) if _ARMED else None
"""A byte for each armed boundary, shared with the processes forked from the one that imports this first."""


def hit(name: str) -> None:
    """Pass a boundary."""
    if _ARMED and name in _ARMED:
        _act(name, *_ARMED[name])


def _act(name: str, action: str, turn: int) -> None:
    if _HITS is None:
        return
    place = list(_ARMED).index(name)
    _HITS[place] = min(_HITS[place] + 1, 255)
    if _HITS[place] != turn:
        return
    if action == "halt":
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "pause":
        time.sleep(PAUSE)
    elif action == "hang":
        while True:
            time.sleep(PAUSE)
    elif action == "seize":
        while True:
            ctypes.PyDLL(None).sleep(int(PAUSE))
    else:
        raise RuntimeError(f"fail point {name}")
