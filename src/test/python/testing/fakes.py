"""The worker's neighbours, in memory: a store, a broker, a clock. All wait on conditions, never on time."""

from collections.abc import Callable, Mapping, Sequence
from threading import Condition

from driftline_worker.attempts.staging import Staged
from driftline_worker.contract import Record
from driftline_worker.errors import NotStaged, StoreUnreachable
from driftline_worker.status.broker import BrokerLost, Unroutable

PATIENCE = 60.0
"""Seconds after which a condition is taken never to come true; a passing test waits for none of them."""


class FakeClock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class FakeStaging:
    """Redis in a dictionary; `away` counts the calls that fail before it is back."""

    def __init__(self) -> None:
        self.items: dict[str, Staged] = {}
        self.results: dict[str, tuple[bytes, int]] = {}
        self.away = 0
        self.order: list[str] = []

    def stage(self, key: str, *letters: str, names: tuple[str, ...] = ("A/Alpha/1/2005", "A/Beta/2/2006")) -> None:
        records = [
            Record(record=number, name=names[(number - 1) % len(names)], letters=each)
            for number, each in enumerate(letters, start=1)
        ]
        self.items[key] = Staged(records)

    def stage_many(
        self,
        key: str,
        records: Mapping[str, str],
        references: Mapping[str, str] | None = None,
        pairs: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Stage letters by name; references are numbered by themselves."""
        numbered = [
            Record(record=number, name=name, letters=letters, reference=reference)
            for some, reference in ((records, False), (references or {}, True))
            for number, (name, letters) in enumerate(some.items(), start=1)
        ]
        self.items[key] = Staged(numbered, pairs)

    def is_staged(self, key: str) -> bool:
        self._answer()
        return key in self.items

    def staged(self, key: str) -> Staged:
        self._answer()
        if key not in self.items:
            raise NotStaged
        return self.items[key]

    def keep(self, key: str, packed: bytes, seconds: int) -> None:
        self._answer()
        self.results[key] = (packed, seconds)
        self.order.append(f"kept {key}")

    def reachable(self) -> bool:
        return self.away == 0

    def _answer(self) -> None:
        if self.away:
            self.away -= 1
            raise StoreUnreachable


class FakeBroker:
    """Takes messages down; connections, confirmations and routes can be made to fail."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str, bytes, bool]] = []
        self.connects = 0
        self.down = False
        self.lose_next = 0
        self.unroutable: set[str] = set()
        self.refused = 0
        self.changed = Condition()
        self.closed = False

    def connect(self) -> None:
        with self.changed:
            self.connects += 1
            self.changed.notify_all()
            if self.down:
                raise BrokerLost("down")

    def publish(self, exchange: str, routing_key: str, body: bytes, event: bool) -> None:
        with self.changed:
            self.changed.notify_all()
            if self.down:
                raise BrokerLost("down")
            if exchange in self.unroutable:
                self.refused += 1
                raise Unroutable("no route")
            self.messages.append((exchange, routing_key, body, event))
            if self.lose_next:
                self.lose_next -= 1
                raise BrokerLost("confirmation lost")

    def beat(self) -> None:
        if self.down:
            raise BrokerLost("down")

    def close(self) -> None:
        self.closed = True

    def lines(self) -> list[bytes]:
        return [line for _, _, body, _ in self.messages for line in body.split(b"\n")]

    def until(self, condition: Callable[["FakeBroker"], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), PATIENCE)
