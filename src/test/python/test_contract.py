"""The golden bodies are understood as they stand."""

import pytest
from pydantic import ValidationError

from driftline_worker.contract import CheckRequest, Dispatch
from driftline_worker.staging import RECORDS
from testing.samples import golden


def test_reads_the_golden_dispatch() -> None:
    wanted = Dispatch.model_validate(golden("dispatch"))

    assert wanted.model_dump(by_alias=True) == golden("dispatch")


def test_reads_the_golden_staged_records() -> None:
    records = RECORDS.validate_python(golden("staged-records"))

    assert [record.model_dump() for record in records] == golden("staged-records")


def test_reads_the_golden_check_request() -> None:
    assert len(CheckRequest.model_validate(golden("check-request")).records) == 2


def test_neither_keys_nor_sequences_are_shown() -> None:
    wanted = Dispatch.model_validate(golden("dispatch"))
    records = RECORDS.validate_python(golden("staged-records"))

    assert wanted.key not in repr(wanted)
    assert records[0].letters not in repr(records)


def test_a_check_has_a_bounded_number_of_records() -> None:
    request = golden("check-request")
    with pytest.raises(ValidationError):
        CheckRequest.model_validate(request | {"records": request["records"] * 51})
