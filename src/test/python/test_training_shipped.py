"""The networks that ship: digests, symmetry, identical pairs, unknown residues, golden answers."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import yaml

from driftline_training.data import SITES, read_fasta
from driftline_worker.encodings import ENCODINGS

MODELS = Path(__file__).parents[2] / "main" / "models"
FOLDER = MODELS / "cnn" / "1"
REGISTRATION: dict[str, Any] = yaml.safe_load((FOLDER / "model.yaml").read_text("utf-8"))
HA1 = {name.split("|")[0]: ha1 for name, ha1 in read_fasta(FOLDER / "golden.fasta").items()}
SESSIONS: dict[tuple[str, str], onnxruntime.InferenceSession] = {}

every_network = pytest.mark.parametrize("network", REGISTRATION["networks"], ids=lambda each: each["file"])
every_golden = pytest.mark.parametrize(
    "golden", REGISTRATION["golden"], ids=lambda each: f"{each['encoding']}-{each['a']}-{each['b']}"
)


def predict(subtype: str, encoding: str, a: list[str], b: list[str]) -> tuple[Any, Any]:
    key = (subtype, encoding)
    if key not in SESSIONS:
        file = next(
            each["file"]
            for each in REGISTRATION["networks"]
            if subtype in each["subtypes"] and each["encoding"] == encoding
        )
        SESSIONS[key] = onnxruntime.InferenceSession(str(FOLDER / file), providers=["CPUExecutionProvider"])
    encode = ENCODINGS[encoding].encode
    feed = {"a": np.stack([encode(each, subtype) for each in a]), "b": np.stack([encode(each, subtype) for each in b])}
    probability, distance = SESSIONS[key].run(["probability", "distance"], feed)
    return probability, distance


def mutants(subtype: str, count: int) -> Iterator[str]:
    """Give copies of the reference with more and more substitutions."""
    draw = np.random.default_rng(5)
    reference = next(HA1[each["a"]] for each in REGISTRATION["golden"] if each["subtype"] == subtype)
    for number in range(count):
        letters = list(reference)
        for site in draw.choice(len(letters), 3 * number, replace=False):
            letters[site] = "ARNDCQEGHILKMFPSTWYV"[draw.integers(20)]
        yield "".join(letters)


@every_network
def test_file_has_the_registered_digest_and_shape(network: dict[str, Any]) -> None:
    assert hashlib.sha256((FOLDER / network["file"]).read_bytes()).hexdigest() == network["sha256"]
    assert network["features"] == ENCODINGS[network["encoding"]].features
    assert [network["sites"]] == [SITES[subtype] for subtype in network["subtypes"]]


@every_network
def test_swapping_the_strains_gives_the_same_answer(network: dict[str, Any]) -> None:
    subtype, encoding = network["subtypes"][0], network["encoding"]
    strains = list(mutants(subtype, 12))
    forth, back = (
        predict(subtype, encoding, strains, strains[::-1]),
        predict(subtype, encoding, strains[::-1], strains),
    )
    np.testing.assert_allclose(forth, back, atol=1e-5)


@every_network
def test_identical_strains_are_no_variant(network: dict[str, Any]) -> None:
    subtype, encoding = network["subtypes"][0], network["encoding"]
    strains = list(mutants(subtype, 5))
    probability, distance = predict(subtype, encoding, strains, strains)
    assert distance.max() <= 0.3
    assert distance.min() >= 0
    assert probability.max() < 0.5


@every_network
def test_verdict_and_distance_agree(network: dict[str, Any]) -> None:
    subtype, encoding = network["subtypes"][0], network["encoding"]
    strains = list(mutants(subtype, 30))
    probability, distance = predict(subtype, encoding, strains[:1] * 30, strains)
    clear = np.abs(probability - 0.5) > 1e-4
    np.testing.assert_array_equal((probability > 0.5)[clear], (distance > 2)[clear])


@every_network
def test_unknown_residues_are_no_difference(network: dict[str, Any]) -> None:
    subtype, encoding = network["subtypes"][0], network["encoding"]
    whole = next(mutants(subtype, 1))
    fragment = "X" * 40 + whole[40:150] + "X" + whole[151:]
    _, distance = predict(subtype, encoding, [whole], [fragment])
    assert distance[0] <= 0.3


@every_golden
def test_gives_the_golden_answer(golden: dict[str, Any]) -> None:
    probability, distance = predict(golden["subtype"], golden["encoding"], [HA1[golden["a"]]], [HA1[golden["b"]]])
    assert probability[0] == pytest.approx(golden["probability"], abs=1e-3)
    assert distance[0] == pytest.approx(golden["distanceLog2"], abs=1e-3)


def test_wisconsin_2005_is_a_variant_of_beijing_1992() -> None:
    for encoding in REGISTRATION["encodings"]:
        probability, distance = predict("H3N2", encoding, [HA1["A/Wisconsin/67/2005"]], [HA1["A/Beijing/32/1992"]])
        assert probability[0] > 0.9
        assert distance[0] > 4


def test_every_subtype_has_every_encoding_and_an_interval() -> None:
    served = {(each["subtypes"][0], each["encoding"]) for each in REGISTRATION["networks"]}
    assert served == {(s, e) for s in REGISTRATION["subtypes"] for e in REGISTRATION["encodings"]}
    assert {f"{s}/{e}" for s, e in served} == set(REGISTRATION["interval"]["halfWidthLog2"])


def test_quality_is_stated_for_both_honest_splits() -> None:
    stated = {(each["subtype"], each["encoding"], each["split"]) for each in REGISTRATION["quality"]}
    for network in REGISTRATION["networks"]:
        for split in ("time", "strain-disjoint"):
            assert (network["subtypes"][0], network["encoding"], split) in stated
    assert all(-1 <= each["mcc"] <= 1 and "baselineMcc" in each for each in REGISTRATION["quality"])


def test_ships_less_than_8_megabytes() -> None:
    assert sum(path.stat().st_size for path in MODELS.rglob("*") if path.is_file()) < 8_000_000
