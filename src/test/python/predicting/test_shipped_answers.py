"""What the shipped models answer through the worker: reasons that sum, the same strain in any form, either order."""

from pathlib import Path

import numpy as np
import pytest

from driftline_training.golden import CODONS
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.agreement import others_for
from driftline_worker.predicting.contributions import TOLERANCE
from driftline_worker.predicting.explanation import explain
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters
from testing.samples import BEIJING, WISCONSIN, only

MODELS = ModelRepository(Path(__file__).parents[3] / "main" / "models", ENCODINGS)
NETWORKS = [
    (version, subtype, encoding) for version in MODELS.versions() for subtype, encoding in sorted(version.networks)
]
every_network = pytest.mark.parametrize(
    ("version", "subtype", "encoding"), NETWORKS, ids=lambda each: getattr(each, "digest", each)[-12:]
)


def record(letters: str, name: str = "A/Alpha/1/2005") -> CheckedRecord:
    return CheckedRecord(1, name, check_letters(letters))


def mutant(subtype: str, count: int, deleted: bool = False) -> str:
    """Return the reference with substitutions at drawn sites, and with one residue less."""
    draw = np.random.default_rng(count)
    letters = list(references()[subtype].target)
    for site in draw.choice(300, count, replace=False):
        letters[site] = "ARNDCQEGHILKMFPSTWYV".replace(letters[site], "")[draw.integers(19)]
    if deleted:
        del letters[200]
    return "".join(letters)


def written_in_nucleotides(subtype: str) -> list[str]:
    """Give the coding sequence and the segment; of B, whose protein alone is here, some codon for each residue."""
    if not subtype.startswith("B/"):
        return [only(f"reference_ha_{subtype}_cds"), only(f"reference_ha_{subtype}_segment")]
    codon = {residue: codon for codon, residue in CODONS.items()}
    reference = references()[subtype]
    coding = "".join(codon[residue] for residue in reference.signal + reference.mature)
    return [coding, "AGCAGAAGCAGAGC" + coding + "TAAAGACAA"]


@every_network
@pytest.mark.parametrize(("count", "deleted"), [(1, False), (4, True), (12, False), (45, True), (80, False)])
def test_contributions_sum_to_the_distance(
    version: object, subtype: str, encoding: str, count: int, deleted: bool
) -> None:
    predictor = Predictor.choose(version, subtype, encoding, ENCODINGS)  # type: ignore[arg-type]
    if subtype.startswith("B/"):
        count = min(count, 45)  # what is less like a lineage of B than 85 % is taken for another gene
    pair = explain(
        predictor, [], record(references()[subtype].target), record(mutant(subtype, count, deleted))
    ).to_json()

    shares = [each["contribution"] for each in pair["substitutions"]]
    assert len(shares) == count + deleted
    assert pair["contributionTolerance"] == TOLERANCE
    assert sum(shares) == pytest.approx(pair["distanceLog2"] - pair["contributionBase"], abs=TOLERANCE)
    assert pair["contributionSum"] == pytest.approx(sum(shares), abs=1e-4)
    assert pair["contributionBase"] <= 0.3


@every_network
def test_swapping_the_strains_gives_the_same_answer(version: object, subtype: str, encoding: str) -> None:
    predictor = Predictor.choose(version, subtype, encoding, ENCODINGS)  # type: ignore[arg-type]
    a, b = record(references()[subtype].target), record(mutant(subtype, 20, deleted=True))
    forth, back = explain(predictor, [], a, b).to_json(), explain(predictor, [], b, a).to_json()

    assert forth["probability"] == pytest.approx(back["probability"], abs=2e-4)
    assert forth["distanceLog2"] == pytest.approx(back["distanceLog2"], abs=2e-3)
    assert forth["variant"] == back["variant"]


@every_network
def test_protein_coding_sequence_and_segment_give_the_same_prediction(
    version: object, subtype: str, encoding: str
) -> None:
    predictor = Predictor.choose(version, subtype, encoding, ENCODINGS)  # type: ignore[arg-type]
    reference = references()[subtype]
    other = record(mutant(subtype, 15))
    forms = [
        reference.target,
        reference.signal + reference.target,
        *written_in_nucleotides(subtype),
    ]
    first, *others = [explain(predictor, [], record(form), other).to_json() for form in forms]

    for answer in others:
        assert answer["probability"] == pytest.approx(first["probability"], abs=2e-4)
        assert answer["distanceLog2"] == pytest.approx(first["distanceLog2"], abs=2e-3)
        for one, another in zip(answer["substitutions"], first["substitutions"], strict=True):
            assert one == another | {"contribution": pytest.approx(another["contribution"], abs=TOLERANCE)}


def test_every_other_model_has_its_say_and_dissent_is_told() -> None:
    asked = Predictor.choose(MODELS.versions()[0], "H3N2", MODELS.versions()[0].manifest.encodings[0], ENCODINGS)
    others = others_for(asked, MODELS.versions(), ENCODINGS)
    pair = explain(asked, others, record(WISCONSIN), record(BEIJING)).to_json()

    assert [(each["model"], each["version"]) for each in pair["agreement"]] == [
        (each.version.manifest.name, each.version.manifest.version) for each in others
    ]
    dissent = any(each["variant"] != pair["variant"] for each in pair["agreement"])
    assert dissent == any(each["key"] == "warning.models-disagree" for each in pair["warningKeys"])
