from pathlib import Path

import pytest

from driftline_client import DriftlineError
from driftline_client.choice import identifier
from driftline_client.core import job_path
from driftline_client.inputs import contents, mode_of

MODELS = [{"id": 1, "repository": "cnn"}, {"id": 2, "repository": "ensemble"}]


def test_text_goes_as_json_and_a_file_as_it_is(tmp_path: Path) -> None:
    packed = tmp_path / "season.fasta.gz"
    packed.write_bytes(b"\x1f\x8b...")

    assert contents({"mode": "pair", "sequences": [">a", ">b"], "references": None}) == (
        {"mode": "pair", "sequences": [">a", ">b"]},
        (),
    )
    assert contents({"modelId": 1, "sequences": [packed, ">b"], "pairs": [("a", "b")]}) == (
        None,
        (
            ("modelId", (None, b"1")),
            ("sequences", ("season.fasta.gz", b"\x1f\x8b...")),
            ("sequences", (None, b">b")),
            ("pairs", (None, b"strain_a,strain_b,subtype\r\na,b,\r\n")),
        ),
    )


def test_the_mode_follows_from_what_is_given() -> None:
    assert [mode_of(None, None), mode_of("panel", None), mode_of(None, [("a", "b")])] == ["pair", "query", "list"]


def test_a_model_is_found_by_its_name() -> None:
    assert identifier(MODELS, "Ensemble") == 2
    with pytest.raises(DriftlineError, match="does not offer lstm; its models are cnn, ensemble"):
        identifier(MODELS, "lstm")


@pytest.mark.parametrize("job", ["", "../session", "A" * 26])
def test_what_is_no_job_becomes_no_address(job: str) -> None:
    with pytest.raises(ValueError, match="is no job"):
        job_path(job)
