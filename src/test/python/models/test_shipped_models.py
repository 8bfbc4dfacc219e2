"""Every model that ships is taken on, and answers as it did on the day it was trained."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from driftline_training.data import read_fasta
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.errors import JobFailed
from driftline_worker.models.repository import ModelRepository

MODELS = Path(__file__).parents[3] / "main" / "models"
MANIFESTS = sorted(MODELS.glob("*/*/model.yaml"))


def answers() -> list[Any]:
    """Return the golden answers of every manifest, with the version that has to give them."""
    found = []
    for path in MANIFESTS:
        name, version = path.parts[-3:-1]
        for golden in yaml.safe_load(path.read_text("utf-8")).get("golden", []):
            label = f"{name}-{version}-{golden['subtype']}-{golden['encoding']}-{golden['b']}"
            found.append(pytest.param(name, version, golden, id=label))
    return found


@pytest.fixture(scope="module")
def shipped() -> ModelRepository:
    return ModelRepository(MODELS, ENCODINGS)


def test_none_is_left_out(shipped: ModelRepository) -> None:
    assert len(shipped.versions()) == len(MANIFESTS)


@pytest.mark.parametrize(("name", "version", "golden"), answers())
def test_gives_its_golden_answer_both_ways_round(
    shipped: ModelRepository, name: str, version: str, golden: dict[str, Any]
) -> None:
    network = shipped.get(name, version).network(golden["subtype"], golden["encoding"])
    aligned = read_fasta(MODELS / name / version / "golden.fasta")
    encode = ENCODINGS[golden["encoding"]].encode
    a, b = (encode(aligned[f"{golden[strain]}|{golden['subtype']}"], golden["subtype"]) for strain in ("a", "b"))

    probability, distance = network.predict(np.stack([a, b]), np.stack([b, a]))

    assert probability == pytest.approx([golden["probability"]] * 2, abs=2e-3)
    assert distance == pytest.approx([golden["distanceLog2"]] * 2, abs=2e-2)


def test_measures_each_network_that_it_has() -> None:
    """What was measured is what the catalogue offers for a subtype."""
    for path in MANIFESTS:
        manifest = yaml.safe_load(path.read_text("utf-8"))
        networks = {(subtype, each["encoding"]) for each in manifest["networks"] for subtype in each["subtypes"]}
        measured = {(each["subtype"], each["encoding"]) for each in manifest["quality"]}
        assert {each for each in measured if each[0] != "macro"} == networks, path


def test_names_the_encodings_that_a_subtype_has(shipped: ModelRepository) -> None:
    with pytest.raises(JobFailed) as failed:
        shipped.get("attention", "1").network("H1N1", "one-hot")
    assert failed.value.problem.type == "urn:problem:model/encoding"
    assert failed.value.problem.detail == (
        "Attention 1 was not trained for H1N1 with one-hot; for H1N1 it supports site-aware."
    )
