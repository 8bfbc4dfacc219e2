"""Attempts lately ended, with their results as far as memory goes."""

from collections import OrderedDict

from driftline_worker.attempts.attempt import Attempt

REMEMBERED = 600.0
MAX_REMEMBERED = 5000
KEPT_RESULTS = 64 * 1024 * 1024
"""Bytes of packed results kept; a hundred thousand pairs have about 3 MiB."""
Key = tuple[str, int]
"""Job and number of an attempt."""


class Ends:
    """Remembers the newest ends; not safe for threads by itself."""

    def __init__(self) -> None:
        self._ended: OrderedDict[Key, Attempt] = OrderedDict()
        self._kept = 0

    def __len__(self) -> int:
        """Return how many are remembered."""
        return len(self._ended)

    def get(self, key: Key) -> Attempt | None:
        """Return an ended attempt, if it is remembered."""
        return self._ended.get(key)

    def add(self, key: Key, attempt: Attempt, now: float) -> None:
        """Remember an attempt, and forget what has no room any more."""
        attempt.end(now)
        self._ended[key] = attempt
        self._kept += attempt.size
        self.forget(now)
        while self._kept > KEPT_RESULTS:  # the oldest that has a result goes, until the rest fit
            oldest = next(key for key, attempt in self._ended.items() if attempt.size)
            self._kept -= self._ended.pop(oldest).size

    def forget(self, now: float) -> None:
        """Forget what ended too long ago, and the oldest of too many."""
        while self._ended:
            first = next(iter(self._ended.values()))
            if len(self._ended) <= MAX_REMEMBERED and (first.ended_at or 0.0) > now - REMEMBERED:
                return
            self._kept -= self._ended.popitem(last=False)[1].size
