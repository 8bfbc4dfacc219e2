"""Figures of the tiny model, worked out by hand: half a log2 unit per differing site."""

from pathlib import Path
from typing import Any

import pytest

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.explanation import explain
from driftline_worker.predicting.glycosylation import glycosylation
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.substitutions import differing_sites
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters
from testing.tiny_models import write_tiny_model

H1, H3 = references()["H1N1"], references()["H3N2"]


def predict(models: ModelRepository, a: str, b: str, names: tuple[str, str] = ("A/a/1/2000", "A/b/2/2001")) -> Any:
    first, second = (CheckedRecord(n, names[n - 1], check_letters(letters)) for n, letters in ((1, a), (2, b)))
    assert first.subtype is not None
    predictor = Predictor.choose(models.get("tiny", "1"), first.subtype, "one-hot", ENCODINGS)
    return explain(predictor, [], first, second).to_json()


def changed(columns: dict[int, str], target: str = H3.target) -> str:
    letters = list(target)
    for column, letter in columns.items():
        letters[column - 1] = letter
    return "".join(letters)


def test_names_substitutions_with_numbering_site_and_contribution(models: ModelRepository) -> None:
    pair = predict(models, H3.target, changed({145: "K", 20: "W"}))

    assert pair["distanceLog2"] == 1.0
    assert pair["interval"] == [0.0, 2.5]
    assert pair["variant"] is False
    assert pair["substitutions"] == [
        {
            "position": 20,
            "numbering": "H3",
            "from": "V",
            "to": "W",
            "site": None,
            "contribution": 0.5,
            "h3Position": 20,
            "h1Position": 10,
            "receptorBinding": False,
        },
        {
            "position": 145,
            "numbering": "H3",
            "from": H3.ha1[144],
            "to": "K",
            "site": "A",
            "contribution": 0.5,
            "h3Position": 145,
            "h1Position": H3.h1[145],
            "receptorBinding": False,
        },
    ]


def test_a_distant_pair_is_a_variant(models: ModelRepository) -> None:
    pair = predict(models, H3.target, changed(dict.fromkeys(range(120, 129), "W")))

    assert pair["variant"] is True
    assert pair["probability"] > 0.5
    assert pair["distanceLog2"] >= 4.0


def test_a_probability_between_the_limits_of_the_verdicts_is_undecided(tmp_path: Path) -> None:
    """4 and 8 sites are at 2 and 4 log2, so at probabilities of 0.5 and 0.88."""
    limits = {f"{subtype}/one-hot": {"similarTo": 0.3, "variantFrom": 0.8} for subtype in references()}
    write_tiny_model(tmp_path, verdicts=limits)
    models = ModelRepository(tmp_path, ENCODINGS)
    like, near, far = (
        predict(models, H3.target, changed(dict.fromkeys(range(120, 120 + count), "W"))) for count in (1, 4, 8)
    )

    assert [pair["verdict"] for pair in (like, near, far)] == ["similar", "undecided", "variant"]
    assert {"key": "warning.undecided", "params": {"low": 0.3, "high": 0.8}} in near["warningKeys"]
    assert "warning.undecided" not in [each["key"] for each in (*like["warningKeys"], *far["warningKeys"])]


def test_a_version_without_limits_is_never_undecided(models: ModelRepository) -> None:
    pair = predict(models, H3.target, changed(dict.fromkeys(range(120, 124), "W")))

    assert pair["verdict"] == "variant"
    assert "warning.undecided" not in [each["key"] for each in pair["warningKeys"]]


def test_identical_sequences_are_no_variant_and_say_so(models: ModelRepository) -> None:
    pair = predict(models, H3.target, H3.signal + H3.target)

    assert (pair["variant"], pair["probability"], pair["distanceLog2"]) == (False, 0.0, 0.0)
    assert pair["verdict"] == "similar"
    assert pair["substitutions"] == []
    assert pair["warningKeys"][0]["key"] == "warning.identical"


def test_unknown_residues_are_no_substitutions_but_a_warning(models: ModelRepository) -> None:
    pair = predict(models, H3.target, changed({145: "X", 20: "W"}))

    assert [each["position"] for each in pair["substitutions"]] == [20]
    assert pair["warnings"] == ["A/b/2/2001: 1 HA1 residue is unknown and left out"]


def test_warns_of_low_coverage_insertions_and_years(models: ModelRepository) -> None:
    truncated = H3.target[25:150] + "WW" + H3.target[150:]
    pair = predict(models, H3.target, changed({200: "W"}, truncated), ("A/a/1/2000", "A/b/2/2025"))

    assert [warning["key"] for warning in pair["warningKeys"]] == [
        "warning.coverage",
        "warning.insertion",
        "warning.outside-training",
    ]
    assert len(pair["warnings"]) == 3


def test_years_are_those_of_the_subtype_where_the_version_tells_them(tmp_path: Path) -> None:
    training = {"years": [1930, 2018], "yearsBySubtype": {"H3N2": [1968, 2013]}}
    write_tiny_model(tmp_path, training=training)
    models = ModelRepository(tmp_path, ENCODINGS)

    h3, h1 = (predict(models, target, target, ("A/a/1/1968", "A/b/2/2015")) for target in (H3.target, H1.target))

    outside = [warning for warning in h3["warningKeys"] if warning["key"] == "warning.outside-training"]
    assert [warning["params"] for warning in outside] == [{"name": "A/b/2/2015", "year": 2015, "years": [1968, 2013]}]
    assert "warning.outside-training" not in [warning["key"] for warning in h1["warningKeys"]]
    assert (h3["trainingYears"], h1["trainingYears"]) == ([1968, 2013], [1930, 2018])


def test_tells_how_forecasts_like_it_came_out(tmp_path: Path) -> None:
    """4 sites are at 2 log2, so at a probability of 0.5; sequences without a difference are no forecast."""
    bins = [{"pairs": 4, "stated": 0.55, "observed": 0.75}, {"pairs": 9, "stated": 0.01, "observed": 0.0}]
    judged = {"subtype": "H3N2", "encoding": "one-hot", "split": "rolling", "reliability": bins}
    write_tiny_model(tmp_path, quality=[judged])
    models = ModelRepository(tmp_path, ENCODINGS)

    four, same = (predict(models, H3.target, changed(dict.fromkeys(range(120, 120 + count), "W"))) for count in (4, 0))

    assert four["forecasts"] == {"from": 0.5, "to": 0.6, "pairs": 4, "variants": 3}
    assert same["forecasts"] is None


def test_a_deletion_is_a_difference_with_its_share(models: ModelRepository) -> None:
    h1 = references()["H1N1"].target
    pair = predict(models, h1, h1[:129] + h1[130:])

    (deleted,) = pair["substitutions"]
    assert (deleted["position"], deleted["from"], deleted["to"]) == (130, h1[129], "-")
    assert deleted["contribution"] == pair["distanceLog2"] > 0
    assert [warning["key"] for warning in pair["warningKeys"]] == ["warning.deletion"]


@pytest.mark.parametrize(
    ("subtype", "column", "site", "numbering"),
    [("H3N2", 155, "B", "H3"), ("H1N1", 156, "Sa", "H1"), ("H1N1", 187, "Sb", "H1"), ("H5N1", 151, "B", "H5")],
)
def test_sites_follow_the_subtypes_own_numbering(
    models: ModelRepository, subtype: str, column: int, site: str, numbering: str
) -> None:
    target = references()[subtype].target
    (only,) = predict(models, target, changed({column: "W"}, target))["substitutions"]

    assert (only["position"], only["site"], only["numbering"]) == (column, site, numbering)
    assert only["h3Position"] == references()[subtype].h3[column]


def test_h1_222_lies_in_the_receptor_binding_site(models: ModelRepository) -> None:
    target = references()["H1N1"].target
    (only,) = predict(models, target, changed({222: "G"}, target))["substitutions"]

    assert only["receptorBinding"] is True
    assert (only["site"], only["h3Position"]) == ("Ca2", 225)


def test_unknown_residues_are_no_differences() -> None:
    assert differing_sites("AC-X", "ACDE") == [3]
    assert differing_sites("ACX", "AXC") == []


def test_sequons_next_to_unknown_residues_are_not_called_lost() -> None:
    assert glycosylation("NGTA", "XGTA") == {"gained": [], "lost": [], "kept": []}
    assert glycosylation("NPTA", "NGTA") == {"gained": [1], "lost": [], "kept": []}


def test_a_pair_tells_both_sequences_on_their_sites_and_other_numberings_of_these(models: ModelRepository) -> None:
    inserted = H1.target[:99] + "WWW" + H1.target[99:]

    told = predict(models, H1.target, inserted)["alignment"]

    assert told["a"] == told["b"] == H1.ha1
    assert told["insertions"] == {"a": [], "b": [[99, "WWW"]]}
    assert list(told["positions"]) == ["H3"]
    columns = {
        first + step: position + step for first, position, count in told["positions"]["H3"] for step in range(count)
    }
    assert columns == H1.h3
