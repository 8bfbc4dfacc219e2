"""The golden bodies are understood as they stand."""

from typing import Any

import pytest
from pydantic import ValidationError

from driftline_worker.attempts.staging import read_items
from driftline_worker.contract import CheckRequest, Dispatch
from testing.samples import golden


def test_reads_the_golden_dispatch() -> None:
    wanted = Dispatch.model_validate(golden("dispatch"))

    assert wanted.model_dump(by_alias=True) == golden("dispatch")


@pytest.mark.parametrize("mode", ["pair", "query", "all", "list"])
def test_a_dispatch_has_one_of_four_modes(mode: str) -> None:
    assert Dispatch.model_validate(golden("dispatch") | {"mode": mode}).mode == mode
    with pytest.raises(ValidationError):
        Dispatch.model_validate(golden("dispatch") | {"mode": mode.upper()})


@pytest.mark.parametrize("name", ["staged-records", "staged-query"])
def test_reads_the_golden_staged_records(name: str) -> None:
    staged = read_items(golden(name))

    assert [record.model_dump(exclude_defaults=True) for record in staged.records] == golden(name)
    assert staged.pairs == []


def test_reads_the_golden_staged_list() -> None:
    staged = read_items(golden("staged-list"))

    assert [(record.record, record.subtype) for record in staged.records] == [(1, None), (2, "H3N2"), (3, None)]
    assert staged.pairs == [(1, 2), (2, 1), (1, 3)]


@pytest.mark.parametrize("pairs", [[[0, 1]], [[1, 2, 3]], [["1", 2]], [[1, 16_001]], [[1, 2]] * 1001])
def test_refuses_pairs_that_name_no_two_records(pairs: list[Any]) -> None:
    with pytest.raises(ValidationError):
        read_items([{"pairs": pairs}])


def test_reads_the_golden_check_request() -> None:
    assert len(CheckRequest.model_validate(golden("check-request")).records) == 2

    query = CheckRequest.model_validate(golden("check-request-query"))
    assert [(record.record, record.reference) for record in query.records] == [(1, False), (1, True)]


def test_neither_keys_nor_sequences_are_shown() -> None:
    wanted = Dispatch.model_validate(golden("dispatch"))
    records = read_items(golden("staged-records")).records

    assert wanted.key not in repr(wanted)
    assert records[0].letters not in repr(records)


def test_a_check_has_a_bounded_number_of_records() -> None:
    request = golden("check-request")
    with pytest.raises(ValidationError):
        CheckRequest.model_validate(request | {"records": request["records"] * 51})
