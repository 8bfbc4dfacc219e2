"""The networks that ship: digests, symmetry, identical pairs, unknown residues, golden answers."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import yaml

from driftline_training.data import read_fasta
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.support import read_support
from driftline_worker.reference.references import references

MODELS = Path(__file__).parents[3] / "main" / "models"
MANIFESTS = {"/".join(path.parts[-3:-1]): path for path in sorted(MODELS.glob("*/*/model.yaml"))}
LATER = ("time", "rolling")
"""Splits that are forecasts of later years, the one that chose nothing first."""


@cache
def registration(model: str) -> Any:
    return yaml.safe_load(MANIFESTS[model].read_text("utf-8"))


@dataclass(frozen=True)
class Served:
    """One ONNX file of one model."""

    model: str
    subtype: str
    encoding: str
    file: str
    sha256: str
    features: int
    sites: int

    @property
    def path(self) -> Path:
        return MANIFESTS[self.model].parent / self.file

    def predict(self, a: list[str], b: list[str]) -> tuple[Any, Any]:
        encode = ENCODINGS[self.encoding].encode
        feed = {name: np.stack([encode(each, self.subtype) for each in side]) for name, side in (("a", a), ("b", b))}
        probability, distance = session(self.path).run(["probability", "distance"], feed)
        return probability, distance


@cache
def session(path: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


@cache
def golden_ha1(model: str) -> dict[str, str]:
    records = read_fasta(MANIFESTS[model].parent / "golden.fasta")
    return {name.split("|")[0]: ha1 for name, ha1 in records.items()}


def networks() -> list[Served]:
    return [
        Served(model, subtype, each["encoding"], each["file"], each["sha256"], each["features"], each["sites"])
        for model in MANIFESTS
        for each in registration(model)["networks"]
        for subtype in each["subtypes"]
    ]


every_network = pytest.mark.parametrize("network", networks(), ids=lambda each: f"{each.model}/{each.file}")
every_model = pytest.mark.parametrize("model", MANIFESTS)


def mutants(subtype: str, count: int) -> Iterator[str]:
    """Give copies of the reference with more and more substitutions."""
    draw = np.random.default_rng(5)
    reference = references()[subtype].ha1
    for number in range(count):
        letters = list(reference)
        for site in draw.choice(len(letters), 3 * number, replace=False):
            letters[site] = "ARNDCQEGHILKMFPSTWYV"[draw.integers(20)]
        yield "".join(letters)


@every_network
def test_file_has_the_registered_digest_and_shape(network: Served) -> None:
    assert hashlib.sha256(network.path.read_bytes()).hexdigest() == network.sha256
    assert network.features == ENCODINGS[network.encoding].features
    assert network.sites == references()[network.subtype].columns


@every_network
def test_swapping_the_strains_gives_the_same_answer(network: Served) -> None:
    strains = list(mutants(network.subtype, 12))
    forth, back = network.predict(strains, strains[::-1]), network.predict(strains[::-1], strains)
    np.testing.assert_allclose(forth, back, atol=1e-5)


@every_network
def test_identical_strains_are_at_no_distance(network: Served) -> None:
    strains = list(mutants(network.subtype, 5))
    probability, distance = network.predict(strains, strains)
    assert distance.tolist() == [0.0] * 5
    assert probability.tolist() == [0.0] * 5


@every_network
def test_verdict_and_distance_agree(network: Served) -> None:
    strains = list(mutants(network.subtype, 30))
    probability, distance = network.predict(strains[:1] * 30, strains)
    np.testing.assert_array_equal(probability >= 0.5, distance >= 2)


@every_network
def test_far_strains_are_variants(network: Served) -> None:
    near, *_, far = mutants(network.subtype, 30)
    probability, distance = network.predict([near], [far])
    assert probability[0] > 0.5
    assert distance[0] > 2


@every_network
def test_unknown_residues_are_no_difference(network: Served) -> None:
    whole = next(mutants(network.subtype, 1))
    fragment = "X" * 40 + whole[40:150] + "X" + whole[151:]
    _, distance = network.predict([whole], [fragment])
    assert distance[0] == 0


@every_network
def test_gives_its_golden_answers(network: Served) -> None:
    ha1 = golden_ha1(network.model)
    own = [
        each
        for each in registration(network.model)["golden"]
        if (each["subtype"], each["encoding"]) == (network.subtype, network.encoding)
    ]
    assert {each["a"] == each["b"] for each in own} == {True, False}
    probability, distance = network.predict([ha1[each["a"]] for each in own], [ha1[each["b"]] for each in own])
    assert probability == pytest.approx([each["probability"] for each in own], abs=1e-3)
    assert distance == pytest.approx([each["distanceLog2"] for each in own], abs=1e-3)


@pytest.mark.parametrize(
    "network", [each for each in networks() if each.model == "ensemble/2"], ids=lambda each: f"{each.model}/{each.file}"
)
def test_version_2_gives_what_training_said_to_the_last_digit_kept(network: Served) -> None:
    """Features are rounded before trees read them, so that no other sum of the same numbers takes another branch."""
    ha1 = golden_ha1(network.model)
    own = [each for each in registration(network.model)["golden"] if each["subtype"] == network.subtype]
    probability, distance = network.predict([ha1[each["a"]] for each in own], [ha1[each["b"]] for each in own])
    assert probability == pytest.approx([each["probability"] for each in own], abs=1e-4)
    assert distance == pytest.approx([each["distanceLog2"] for each in own], abs=1e-4)


def test_version_2_has_limits_of_three_verdicts_for_each_network() -> None:
    limits = registration("ensemble/2")["verdicts"]
    served = {f"{each.subtype}/{each.encoding}" for each in networks() if each.model == "ensemble/2"}
    assert set(limits) == served
    for each in limits.values():
        assert 0 < each["similarTo"] <= 0.5 <= each["variantFrom"] < 1


@pytest.mark.parametrize(
    "network", [each for each in networks() if each.subtype == "H3N2"], ids=lambda each: f"{each.model}/{each.file}"
)
def test_wisconsin_2005_is_a_variant_of_beijing_1992(network: Served) -> None:
    ha1 = golden_ha1(network.model)
    probability, distance = network.predict([ha1["A/Wisconsin/67/2005"]], [ha1["A/Beijing/32/1992"]])
    assert probability[0] > 0.8
    assert distance[0] > 3


@every_model
def test_names_what_it_serves_with_an_interval(model: str) -> None:
    known = registration(model)
    served = {(each.subtype, each.encoding) for each in networks() if each.model == model}
    assert {subtype for subtype, _ in served} == set(known["subtypes"])
    assert {encoding for _, encoding in served} == set(known["encodings"])
    assert {f"{subtype}/{encoding}" for subtype, encoding in served} == set(known["interval"]["halfWidthLog2"])


@every_model
def test_no_hamming_threshold_beats_what_is_served_on_later_years(model: str) -> None:
    """A subtype without pairs in the final window is held to the windows before it."""
    quality = registration(model)["quality"]
    judged = {
        (each["subtype"], each["encoding"]): each
        for split in reversed(LATER)
        for each in quality
        if each["split"] == split
    }
    for network in networks():
        if network.model == model:
            own, mean = judged[network.subtype, network.encoding], judged["macro", network.encoding]
            assert own["mcc"] >= own["baselineMcc"] or own["auc"] >= own["baselineAuc"]
            assert mean["mcc"] > mean["baselineMcc"]


@every_model
def test_quality_is_stated_for_every_split(model: str) -> None:
    known = registration(model)
    stated = {(each["subtype"], each["encoding"], each["split"]) for each in known["quality"]}
    for network in networks():
        if network.model == model:
            assert "rolling" in {split for s, e, split in stated if (s, e) == (network.subtype, network.encoding)}
    for each in known["quality"]:
        assert (each["subtype"] == "macro") == bool({"bootstrap90", "bootstrap95"} & each.keys())


@every_model
def test_says_what_a_model_card_needs_in_both_languages(model: str) -> None:
    known = registration(model)
    for key in ("title", "info", "architecture", "limits"):
        assert known[key]
        assert known["zh"][key]
    assert known["training"]["weights"] == "refitted on all years"


@every_model
def test_its_support_can_be_read(model: str) -> None:
    named = registration(model)["support"]
    support = read_support(MANIFESTS[model].parent / named["file"], named["sha256"])
    assert set(registration(model)["subtypes"]) <= set(support.subtypes)


def test_ships_less_than_30_megabytes() -> None:
    assert sum(path.stat().st_size for path in MODELS.rglob("*") if path.is_file()) < 30_000_000


def test_every_encoding_is_used_by_a_model() -> None:
    assert {network.encoding for network in networks()} == set(ENCODINGS)
