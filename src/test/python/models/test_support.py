"""Residues never seen in training are named, and a file that is not what it should be is refused."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.support import read_support
from driftline_worker.predicting.explanation import explain
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters
from testing.tiny_models import write_tiny_model

H3 = references()["H3N2"]


def write(folder: Path, limit: int = 1, **changes: Any) -> dict[str, str]:
    body = {"method": "seen", "subtypes": {"H3N2": {"limit": limit, "residues": [*H3.ha1]}}} | changes
    content = yaml.safe_dump(body).encode()
    (folder / "support.yaml").write_bytes(content)
    return {"file": "support.yaml", "sha256": hashlib.sha256(content).hexdigest()}


def warned(root: Path, letters: str) -> list[dict[str, Any]]:
    predictor = Predictor.choose(ModelRepository(root, ENCODINGS).get("tiny", "1"), "H3N2", "one-hot", ENCODINGS)
    records = [CheckedRecord(n, f"A/{n}/1/2000", check_letters(each)) for n, each in ((1, H3.target), (2, letters))]
    keys: list[dict[str, Any]] = explain(predictor, [], *records).to_json()["warningKeys"]
    return [each for each in keys if each["key"] == "warning.unfamiliar"]


def test_warns_of_more_unseen_residues_than_usual_and_names_them(tmp_path: Path) -> None:
    (tmp_path / "beside").mkdir()
    entry = write(tmp_path / "beside")
    folder = write_tiny_model(tmp_path / "models", support=entry)
    (tmp_path / "beside" / "support.yaml").rename(folder / "support.yaml")

    (warning,) = warned(tmp_path / "models", "WW" + H3.target[2:])
    assert warning["params"] == {"name": "A/2/1/2000", "residues": 2, "limit": 1, "sites": ["W1", "W2"]}
    assert warned(tmp_path / "models", "W" + H3.target[1:]) == []


def test_unknown_residues_and_deletions_are_not_unseen(tmp_path: Path) -> None:
    entry = write(tmp_path, limit=0)
    support = read_support(tmp_path / "support.yaml", entry["sha256"]).subtypes["H3N2"]

    assert support.unseen("X-" + H3.ha1[2:]) == []
    assert support.unseen("X-W" + H3.ha1[3:]) == ["W3"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"subtypes": {"H3N2": {"limit": 1, "residues": ["Q"]}}}, "H3N2 with 1 sites is not known"),
        ({"subtypes": {"H7N9": {"limit": 1, "residues": ["Q"]}}}, "H7N9 with 1 sites is not known"),
        ({"subtypes": {"H3N2": {"limit": -1, "residues": [*H3.ha1]}}}, "greater than or equal to 0"),
    ],
)
def test_refuses_what_does_not_fit_the_references(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    entry = write(tmp_path, **changes)

    with pytest.raises(ValueError, match=reason):
        read_support(tmp_path / "support.yaml", entry["sha256"])


def test_refuses_another_file(tmp_path: Path) -> None:
    write(tmp_path)

    with pytest.raises(ValueError, match="not the file its manifest names"):
        read_support(tmp_path / "support.yaml", "0" * 64)


def test_a_version_whose_support_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    write_tiny_model(tmp_path, support={"file": "support.yaml", "sha256": "0" * 64})

    assert ModelRepository(tmp_path, ENCODINGS).versions() == []
