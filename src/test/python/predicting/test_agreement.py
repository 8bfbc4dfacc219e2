"""Other models have their say; one that fails or does not know the subtype has none."""

from pathlib import Path
from typing import Any

import pytest

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.agreement import opinions, others_for
from driftline_worker.predicting.explanation import explain
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters
from testing.tiny_models import write_tiny_model

H3 = references()["H3N2"].target
FIVE = H3[:129] + "WWWWW" + H3[134:]


def strict(probability: float) -> dict[str, float]:
    return {"distanceLog2": 2.0, "probability": probability}


@pytest.fixture
def repository(tmp_path: Path) -> ModelRepository:
    write_tiny_model(tmp_path)
    write_tiny_model(tmp_path, name="same")
    write_tiny_model(tmp_path, version="2", threshold=strict(0.9))
    write_tiny_model(tmp_path, name="strict", version="9")
    write_tiny_model(tmp_path, name="strict", version="10", threshold=strict(0.9))
    write_tiny_model(tmp_path, name="blosum", encoding="blosum62", features=20)
    return ModelRepository(tmp_path, ENCODINGS)


def asked(repository: ModelRepository) -> Predictor:
    return Predictor.choose(repository.get("tiny", "1"), "H3N2", "one-hot", ENCODINGS)


def record(letters: str) -> CheckedRecord:
    return CheckedRecord(1, "A/a/1/2000", check_letters(letters))


def test_each_other_models_newest_version_answers_with_the_encoding_asked_for_or_its_own(
    repository: ModelRepository,
) -> None:
    others = others_for(asked(repository), repository.versions(), ENCODINGS)

    assert [(each.version.manifest.name, each.version.manifest.version, each.encoding_id) for each in others] == [
        ("blosum", "1", "blosum62"),
        ("same", "1", "one-hot"),
        ("strict", "10", "one-hot"),
    ]


def test_dissent_is_a_warning(repository: ModelRepository) -> None:
    predictor = asked(repository)
    others = [each for each in others_for(predictor, repository.versions(), ENCODINGS) if each.encoding_id == "one-hot"]
    pair = explain(predictor, others, record(H3), record(FIVE)).to_json()

    assert pair["variant"] is True
    assert [(each["model"], each["variant"], each["distanceLog2"]) for each in pair["agreement"]] == [
        ("same", True, 2.5),
        ("strict", False, 2.5),
    ]
    assert pair["warnings"] == ["Other models disagree: STRICT 10 would not call this pair an antigenic variant"]
    assert pair["warningKeys"][0]["params"] == {"models": ["STRICT 10"], "variant": False}


def test_a_model_that_fails_has_no_opinion_and_spoils_nothing(
    repository: ModelRepository, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    others = others_for(asked(repository), repository.versions(), ENCODINGS)

    def broken(*_: Any) -> None:
        raise RuntimeError("no such operator")

    monkeypatch.setattr(others[0].network, "_batcher", type("Broken", (), {"predict": broken})())
    heard = opinions(others, H3[:329], FIVE[:329], alike=False)

    assert [each.predictor.version.manifest.name for each in heard] == ["same", "strict"]
    assert "another model failed" in caplog.text


def test_of_identical_sequences_nobody_is_asked(repository: ModelRepository) -> None:
    predictor = asked(repository)
    others = others_for(predictor, repository.versions(), ENCODINGS)
    pair = explain(predictor, others, record(H3), record(H3)).to_json()

    assert [each["distanceLog2"] for each in pair["agreement"]] == [0.0] * 3
    assert [each["key"] for each in pair["warningKeys"]] == ["warning.identical"]
