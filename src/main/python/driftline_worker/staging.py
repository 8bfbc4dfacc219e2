"""Redis: sequences come in, the result goes out. Both are copies that may vanish at any time."""

import json
from typing import Protocol

import redis
from pydantic import TypeAdapter
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from driftline_worker.contract import MAX_RECORDS, Record
from driftline_worker.errors import NotStaged, StoreUnreachable

TIMEOUT = 1.0
"""Seconds for a connection and for each answer; one more try follows, so a refusal takes two at most."""
CONNECTIONS = 16
RECORDS = TypeAdapter(list[Record])


class Staging(Protocol):
    """Where a job's sequences stand and its result is put; every call may raise `StoreUnreachable`."""

    def is_staged(self, key: str) -> bool:
        """Tell whether sequences stand under the key."""

    def records(self, key: str) -> list[Record]:
        """Return the staged records; `NotStaged` when there are none."""

    def keep(self, key: str, packed: bytes, seconds: int) -> None:
        """Put a result there for some time."""

    def reachable(self) -> bool:
        """Tell whether the store answers; never raises."""


class RedisStaging:
    """`Staging` in Redis: a list of one JSON record per item, and a string for the result."""

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

    def records(self, key: str) -> list[Record]:
        """Read the whole list; more than one job may hold is no job of ours."""
        try:
            items = self._redis.lrange(key, 0, MAX_RECORDS)
        except redis.RedisError as fault:
            raise StoreUnreachable from fault
        if not items:
            raise NotStaged
        try:
            return RECORDS.validate_python([json.loads(item) for item in items])
        except ValueError:  # pydantic's too
            # without the cause: it would carry sequences into the log
            raise NotStaged("the staged records cannot be read") from None

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
