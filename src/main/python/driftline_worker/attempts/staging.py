"""Redis: sequences come in, the result goes out. Both are copies that may vanish at any time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from driftline_worker.contract import MAX_PAIRS, MAX_RECORDS, PAIRS_PER_ITEM, NamedPairs, Record
from driftline_worker.errors import NotStaged, StoreUnreachable

TIMEOUT = 1.0
"""Seconds for a connection and for each answer; one more try follows, so a refusal takes two at most."""
CONNECTIONS = 16
MAX_ITEMS = MAX_RECORDS + MAX_PAIRS // PAIRS_PER_ITEM + 1
"""What a staged list can hold; the last item may stand for pairs that fill no item of their own."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What a job starts from: its records in order, and in mode ``list`` the pairs asked for."""

    records: Sequence[Record]
    pairs: Sequence[tuple[int, int]] = ()


def read_items(items: Sequence[Any]) -> Staged:
    """Tell records from pairs; ``staged-records.json``, ``staged-query.json``, ``staged-list.json``."""
    named = [NamedPairs.model_validate(item) for item in items if "pairs" in item]
    records = [Record.model_validate(item) for item in items if "pairs" not in item]
    return Staged(records, [pair for some in named for pair in some.pairs])


class Staging(Protocol):
    """Where a job's sequences stand and its result is put; every call may raise `StoreUnreachable`."""

    def is_staged(self, key: str) -> bool:
        """Tell whether sequences stand under the key."""

    def staged(self, key: str) -> Staged:
        """Return what is staged; `NotStaged` when there is nothing."""

    def keep(self, key: str, packed: bytes, seconds: int) -> None:
        """Put a result there for some time."""

    def reachable(self) -> bool:
        """Tell whether the store answers; never raises."""


class RedisStaging:
    """`Staging` in Redis: a list of JSON items, and a string for the result."""

    def __init__(self, url: str) -> None:
        pool = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=TIMEOUT,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(ExponentialBackoff(cap=0.2, base=0.05), 1),
        )
        self._redis = redis.Redis(connection_pool=pool)

    def is_staged(self, key: str) -> bool:
        """Ask without reading the sequences."""
        try:
            return bool(self._redis.exists(key))
        except redis.RedisError as fault:
            raise StoreUnreachable from fault

    def staged(self, key: str) -> Staged:
        """Read the list at once, so that it cannot expire half read; more than one job may hold is no job of ours."""
        try:
            items = self._redis.lrange(key, 0, MAX_ITEMS)
        except redis.RedisError as fault:
            raise StoreUnreachable from fault
        if not items:
            raise NotStaged
        try:
            return read_items([json.loads(item) for item in items])
        except (ValueError, TypeError):  # pydantic's too
            # without the cause: it would carry sequences into the log
            raise NotStaged("the staged items cannot be read") from None

    def keep(self, key: str, packed: bytes, seconds: int) -> None:
        """Set and expire in one command."""
        try:
            self._redis.set(key, packed, ex=seconds)
        except redis.RedisError as fault:
            raise StoreUnreachable from fault

    def reachable(self) -> bool:
        """Ping."""
        try:
            return bool(self._redis.ping())
        except redis.RedisError:
            return False

    def close(self) -> None:
        """Give the connections back."""
        self._redis.close()
