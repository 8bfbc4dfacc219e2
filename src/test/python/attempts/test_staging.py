"""Redis replies become records, and its faults become ours."""

import json
from typing import Any

import pytest
import redis

from driftline_worker.attempts.staging import RedisStaging
from driftline_worker.errors import NotStaged, StoreUnreachable
from testing.samples import golden


class FakeRedis:
    """Answers the commands the worker uses, or fails at all of them."""

    def __init__(self, items: list[bytes], fault: redis.RedisError | None = None) -> None:
        self.items = items
        self.fault = fault
        self.kept: tuple[Any, ...] = ()

    def __call__(self, **_: Any) -> "FakeRedis":
        return self

    def exists(self, _: str) -> Any:
        return self._answer(len(self.items))

    def lrange(self, _: str, start: int, end: int) -> Any:
        return self._answer(self.items[start : end + 1])

    def set(self, key: str, value: bytes, ex: int) -> None:
        self._answer(None)
        self.kept = (key, value, ex)

    def ping(self) -> Any:
        return self._answer(True)

    def _answer(self, value: Any) -> Any:
        if self.fault:
            raise self.fault
        return value


def staging(monkeypatch: pytest.MonkeyPatch, fake: FakeRedis) -> RedisStaging:
    monkeypatch.setattr(redis, "Redis", fake)
    return RedisStaging("redis://127.0.0.1:1/0")


def test_reads_the_golden_records(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [json.dumps(record).encode() for record in golden("staged-records")]

    found = staging(monkeypatch, FakeRedis(items))

    assert found.is_staged("key")
    assert [record.model_dump(exclude_defaults=True) for record in found.staged("key").records] == golden(
        "staged-records"
    )


def test_an_empty_list_is_not_staged(monkeypatch: pytest.MonkeyPatch) -> None:
    found = staging(monkeypatch, FakeRedis([]))

    assert not found.is_staged("key")
    with pytest.raises(NotStaged):
        found.staged("key")


@pytest.mark.parametrize("item", [b"{", b"[]", b'{"record": 0, "name": "SECRET", "letters": "SECRET"}', b"\xff"])
def test_unreadable_records_are_as_good_as_none_and_not_shown(monkeypatch: pytest.MonkeyPatch, item: bytes) -> None:
    with pytest.raises(NotStaged) as fault:
        staging(monkeypatch, FakeRedis([item])).staged("key")

    assert "SECRET" not in repr(fault.value)
    assert fault.value.__cause__ is None


def test_keeps_a_result_for_some_time(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeRedis([])
    staging(monkeypatch, fake).keep("result", b"packed", 600)

    assert fake.kept == ("result", b"packed", 600)


@pytest.mark.parametrize("fault", [redis.ConnectionError(), redis.TimeoutError(), redis.ResponseError("OOM")])
def test_a_fault_of_redis_is_unreachable(monkeypatch: pytest.MonkeyPatch, fault: redis.RedisError) -> None:
    found = staging(monkeypatch, FakeRedis([], fault))

    for call in (lambda: found.is_staged("k"), lambda: found.staged("k"), lambda: found.keep("k", b"", 1)):
        with pytest.raises(StoreUnreachable):
            call()
    assert not found.reachable()
