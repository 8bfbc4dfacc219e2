"""Versions are taken on when they are what their manifest says, and only then."""

from pathlib import Path

import numpy as np
import pytest

from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.errors import JobFailed
from driftline_worker.models.network import Network
from driftline_worker.models.repository import RESCAN, ModelRepository
from testing.fakes import FakeClock
from testing.tiny_models import write_tiny_model


def repository(root: Path, clock: FakeClock | None = None) -> ModelRepository:
    return ModelRepository(root, ENCODINGS, clock or FakeClock())


def test_predicts_by_subtype_and_encoding(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    network = repository(tmp_path).get("tiny", "1").network("H3N2", "one-hot")
    a = np.zeros((2, 329, 21), np.float32)
    b = a.copy()
    b[1, 0, 0] = 4.0

    probability, distance = network.predict(a, b)

    assert distance.tolist() == [0.0, 1.0]
    assert probability.dtype == np.float32


def test_the_digest_is_that_of_the_manifest(tmp_path: Path) -> None:
    import hashlib

    folder = write_tiny_model(tmp_path)

    version = repository(tmp_path).get("tiny", "1")

    assert version.digest == "sha256:" + hashlib.sha256((folder / "model.yaml").read_bytes()).hexdigest()


def test_leaves_out_a_version_whose_file_was_changed(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    (folder / "h3n2-one-hot.onnx").write_bytes(b"something else")

    assert repository(tmp_path).versions() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"features": 20},
        {"encoding": "unheard-of"},
        {"interval": {"method": "none", "level": 0.9, "halfWidthLog2": {}}},
        {"verdicts": {"H3N2/one-hot": {"similarTo": 0.6, "variantFrom": 0.8}}},
        {"networks": [{"encoding": "one-hot", "subtypes": ["H3N2"], "file": "../x", "sha256": "0" * 64,
                       "sites": 329, "features": 21}]},
        {"info": "x" * 101},
        {"citation": None},
    ],
)  # fmt: skip
def test_leaves_out_what_does_not_fit(tmp_path: Path, changes: dict[str, object]) -> None:
    write_tiny_model(tmp_path, **changes)  # type: ignore[arg-type]

    assert repository(tmp_path).versions() == []


def test_leaves_out_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    (folder / "model.yaml").write_text("!!python/object/apply:os.system [true]", "utf-8")

    assert repository(tmp_path).versions() == []


def test_leaves_out_a_version_in_the_folder_of_another(tmp_path: Path) -> None:
    write_tiny_model(tmp_path).rename(tmp_path / "tiny" / "2")

    assert repository(tmp_path).versions() == []


def test_finds_versions_that_appear_and_lets_go_of_those_that_vanish(tmp_path: Path) -> None:
    clock = FakeClock()
    found = repository(tmp_path, clock)
    with pytest.raises(JobFailed):
        found.get("tiny", "1")

    folder = write_tiny_model(tmp_path)
    clock.advance(RESCAN)
    assert found.get("tiny", "1").manifest.title == "TINY"

    folder.rename(tmp_path / "elsewhere")
    clock.advance(RESCAN)
    assert found.versions() == []


def test_a_version_number_may_be_written_as_a_number(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    manifest = folder / "model.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("version: '1'", "version: 1"), "utf-8")

    assert repository(tmp_path).get("tiny", "1").manifest.version == "1"


def test_makes_ready_the_newest_version_of_each_model_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, version in (("tiny", "9"), ("tiny", "10"), ("other", "1")):
        write_tiny_model(tmp_path, name=name, version=version)
    made: list[Path] = []
    monkeypatch.setattr(Network, "parts", lambda network: made.append(network.path))

    repository(tmp_path).warm()

    assert list(dict.fromkeys(path.parts[-3:-1] for path in made)) == [("other", "1"), ("tiny", "10")]


def test_a_missing_repository_has_no_versions(tmp_path: Path) -> None:
    assert repository(tmp_path / "nowhere").versions() == []


def test_names_what_the_model_knows(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)

    with pytest.raises(JobFailed) as failed:
        repository(tmp_path).get("tiny", "1").network("H3N2", "blosum62")

    assert "it supports one-hot" in failed.value.problem.detail
