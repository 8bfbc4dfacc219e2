"""Jobs of many pairs: what is predicted, in which order, and what is said of the rest."""

import gzip
import hashlib
import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.checking.pairs import plan_pairs
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.metrics import Metrics
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting import many
from driftline_worker.reference.references import every_reference, references
from driftline_worker.sequences.checker import Checked, SequenceChecker, check_letters
from driftline_worker.sequences.faults import Fault
from driftline_worker.status.messages import SignedLine, Speaker
from driftline_worker.words import message
from testing.fakes import FakeStaging
from testing.said import Said, assert_shape
from testing.samples import BEIJING, WISCONSIN, dispatch, golden
from testing.tiny_models import write_tiny_model

KEY = dispatch().sequences_key
FAULT = Fault("letters", 1, message("fault.letter-protein", letter="1", column=1))
H1, H3, H5 = (references()[subtype].target for subtype in ("H1N1", "H3N2", "H5N1"))


def changed(letters: str, *columns: int) -> str:
    return "".join("W" if column in columns else letter for column, letter in enumerate(letters, start=1))


STRAINS = {
    "h3": H3,
    "h3-145": changed(H3, 145),
    "h1": H1,
    "bad": "ACGT",
    "h3-twelve": changed(H3, *range(130, 142)),
    "h1-two": changed(H1, 100, 101),
}


def work(tools: Tools, mode: str, outcome: Outcome = Outcome.SUCCEEDED) -> Said:
    said = Said(mode=mode)
    assert run(said.attempt, tools) is outcome
    return said


def result(staging: FakeStaging) -> dict[str, Any]:
    return dict(json.loads(gzip.decompress(staging.results[dispatch().result_key][0])))


def rows(staging: FakeStaging) -> list[tuple[Any, ...]]:
    return [(row["a"], row["b"], row["distanceLog2"], row["differences"]) for row in result(staging)["pairs"]]


def counted(similar: int, variants: int, skipped: int, undecided: int = 0) -> dict[str, int]:
    """Return a summary in which the verdicts are those of a version without limits, but for `undecided` variants."""
    return {
        "pairs": similar + variants,
        "variants": variants,
        "calledSimilar": similar,
        "calledVariant": variants - undecided,
        "undecided": undecided,
        "skipped": skipped,
    }


def test_all_is_every_two_records_of_a_subtype_in_their_order(tools: Tools, staging: FakeStaging) -> None:
    staging.stage_many(KEY, STRAINS)
    work(tools, "all")

    assert rows(staging) == [
        ("h3", "h3-145", 0.5, 1),
        ("h3", "h3-twelve", 6.0, 12),
        ("h3-145", "h3-twelve", 6.5, 13),
        ("h1", "h1-two", 1.0, 2),
    ]
    assert result(staging)["summary"] == counted(similar=2, variants=2, skipped=5)


def test_query_is_each_query_with_each_reference_of_its_subtype(tools: Tools, staging: FakeStaging) -> None:
    staging.stage_many(KEY, {"h3-145": STRAINS["h3-145"], "h1-two": STRAINS["h1-two"]}, {"h3": H3, "h5": H5, "h1": H1})
    work(tools, "query")

    assert rows(staging) == [("h3-145", "h3", 0.5, 1), ("h1-two", "h1", 1.0, 2)]
    found = result(staging)
    assert [(each["record"], each["reference"]) for each in found["records"]] == [
        (1, False),
        (2, False),
        (1, True),
        (2, True),
        (3, True),
    ]
    assert [(row["recordA"], row["recordB"]) for row in found["pairs"]] == [(1, 1), (2, 3)]
    assert found["summary"]["skipped"] == 0


def test_a_list_has_one_row_for_each_pair_asked_for(tools: Tools, staging: FakeStaging) -> None:
    asked = [(2, 1), (1, 4), (1, 3), (1, 1), (2, 1)]
    staging.stage_many(KEY, STRAINS, pairs=asked)
    work(tools, "list")

    found = result(staging)
    assert [(row["recordA"], row["recordB"]) for row in found["pairs"]] == asked
    assert [row["distanceLog2"] for row in found["pairs"]] == [0.5, None, None, 0.0, 0.5]
    assert [row["variant"] for row in found["pairs"]] == [False, None, None, False, False]
    assert [row["verdict"] for row in found["pairs"]] == ["similar", "outside", "outside", "similar", "similar"]
    assert found["pairs"][1]["warnings"] == [
        "bad: 4 letters are too short for HA1; at least 200 residues or 600 nucleotides are needed"
    ]
    assert found["pairs"][2]["warnings"] == ["h3 is H3, h1 is H1; antigenic distance is measured within a subtype"]
    assert found["pairs"][3]["warnings"][0].startswith("The HA1 sequences are identical")
    assert found["summary"] == counted(similar=3, variants=0, skipped=2)
    aligned = {each["name"]: each["aligned"] for each in found["records"]}
    assert aligned["bad"] is None
    assert len(aligned["h3"]) == references()["H3N2"].columns
    assert sum(one != other for one, other in zip(aligned["h3"], aligned["h3-145"], strict=True)) == 1


def test_counts_the_verdicts_of_its_rows_by_the_limits_of_the_version(staging: FakeStaging, tmp_path: Path) -> None:
    """4 sites are at 2 log2, so at a probability of 0.5."""
    write_tiny_model(tmp_path, verdicts={"H3N2/one-hot": {"similarTo": 0.3, "variantFrom": 0.8}})
    tools = Tools(staging, SequenceChecker(), ModelRepository(tmp_path, ENCODINGS), ENCODINGS, Metrics())
    staging.stage_many(KEY, STRAINS | {"h3-four": changed(H3, *range(200, 204))}, pairs=[(1, 2), (1, 7), (1, 5)])
    said = work(tools, "list")

    found = result(staging)
    assert [row["verdict"] for row in found["pairs"]] == ["similar", "undecided", "variant"]
    assert [row["variant"] for row in found["pairs"]] == [False, True, True]
    assert found["summary"] == counted(similar=1, variants=2, skipped=0, undecided=1)
    assert said.events[-1]["message"] == "Predicted 3 pairs: 1 antigenic variant, 1 undecided"


def test_the_result_has_the_golden_fields_in_the_golden_order(tools: Tools, staging: FakeStaging) -> None:
    staging.stage_many(
        KEY,
        {"A/Wisconsin/67/2005": WISCONSIN, "A/Beijing/32/1992": BEIJING, "x": "ACGT"},
        pairs=[(1, 2), (2, 1), (1, 3)],
    )
    said = work(tools, "list")
    found, expected = result(staging), golden("result-many")

    assert list(found) == list(expected)
    assert_shape(found, expected)
    for part in ("records", "pairs"):
        for actual, wanted in zip(found[part], expected[part], strict=True):
            assert actual.keys() == wanted.keys()
            assert_shape(actual, wanted)
    (packed, _), event = staging.results[dispatch().result_key], said.events[-1]
    body = gzip.decompress(packed)
    assert event["result"] == {
        "sha256": hashlib.sha256(body).hexdigest(),
        "bytes": len(body),
        "summary": counted(similar=0, variants=2, skipped=1),
    }


def test_tells_the_golden_stages(tools: Tools, staging: FakeStaging) -> None:
    staging.stage_many(
        KEY, {"A/Wisconsin/67/2005": WISCONSIN, "A/Beijing/32/1992": BEIJING, "x": "ACGT"}, pairs=[(1, 2), (2, 1)]
    )
    said = work(tools, "list")
    expected = [message for message in golden("status-message-many")["messages"] if message["kind"] == "event"]

    assert [(event["stage"], event["messageKey"]) for event in said.events] == [
        (event["stage"], event["messageKey"]) for event in expected
    ]
    for event, wanted in zip(said.events, expected, strict=True):
        assert event["params"].keys() == wanted["params"].keys()
    timeless = [{**event["params"], "seconds": None} for event in (said.events[1], expected[1])]
    assert timeless[0] == timeless[1]
    assert {message["stage"] for message in said.messages if message["kind"] == "progress"} >= {"checking"}


def test_the_same_pair_has_the_same_figures_in_every_mode(tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    work(tools, "pair")
    (alone,) = result(staging)["pairs"]
    staging.stage_many(KEY, {"one": WISCONSIN, "two": BEIJING})
    work(tools, "all")
    (among_many,) = result(staging)["pairs"]

    for name in ("subtype", "variant", "probability", "distanceLog2", "interval"):
        assert alone[name] == among_many[name]
    assert len(alone["substitutions"]) == among_many["differences"]


@pytest.mark.parametrize(("mode", "strains"), [("all", {"h3": H3, "h1": H1, "bad": "ACGT"}), ("query", STRAINS)])
def test_fails_at_checking_when_no_pair_remains(
    tools: Tools, staging: FakeStaging, mode: str, strains: dict[str, str]
) -> None:
    staging.stage_many(KEY, strains)
    said = work(tools, mode, Outcome.FAILED)

    assert said.events[-1]["stage"] == "checking"
    assert said.problem["type"] == "urn:problem:check/no-pair"
    assert said.problem["errors"][0]["name"] == "bad"


def test_fails_at_checking_when_there_are_more_pairs_than_a_job_may_have(
    tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("driftline_worker.checking.judgement.MAX_PAIRS", 3)
    staging.stage_many(KEY, STRAINS)

    assert work(tools, "all", Outcome.FAILED).problem["type"] == "urn:problem:check/too-many-pairs"


@pytest.mark.parametrize("seed", range(20))
def test_plans_what_a_plain_loop_would(seed: int) -> None:
    draw = np.random.default_rng(seed)
    subtypes = [("H1N1", "H3N2", None)[draw.integers(3)] for _ in range(12)]
    records = [
        CheckedRecord(
            index, "", Checked("protein", 1, subtype, faults=() if subtype else (FAULT,)), bool(draw.integers(2))
        )
        for index, subtype in enumerate(subtypes)
    ]
    given = {None} | {subtype for subtype, record in zip(subtypes, records, strict=True) if not record.reference}
    every = list(combinations([i for i in range(12) if not records[i].reference or subtypes[i] in given], 2))
    crossed = [(a, b) for a in range(12) for b in range(12) if not records[a].reference and records[b].reference]

    for mode, pairs in (("all", every), ("query", crossed)):
        plan = plan_pairs(mode, records, ())  # type: ignore[arg-type]
        usable = [(a, b) for a, b in pairs if subtypes[a] and subtypes[a] == subtypes[b]]
        assert plan.rows.tolist() == [list(pair) for pair in usable]
        assert plan.left_out == sum(subtypes[a] is None or subtypes[b] is None for a, b in pairs)
        assert plan.predictable.all()


def test_landmarks_take_part_only_beside_records_of_their_subtype() -> None:
    subtypes = ["H3N2", "H3N2", "H3N2", "H1N1", "H1N1", None]
    records = [
        CheckedRecord(
            number, "", Checked("protein", 1, subtype, faults=() if subtype else (FAULT,)), reference=number > 2
        )
        for number, subtype in enumerate(subtypes, start=1)
    ]

    plan = plan_pairs("all", records, ())

    assert plan.rows.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert plan.left_out == 3


def test_a_subtype_the_model_does_not_know_is_left_out_or_said_to_be(staging: FakeStaging, tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path, subtypes=["H3N2"])
    manifest = yaml.safe_load((folder / "model.yaml").read_text("utf-8"))
    manifest["networks"] = [each for each in manifest["networks"] if each["subtypes"] == ["H3N2"]]
    (folder / "model.yaml").write_text(yaml.safe_dump(manifest), "utf-8")
    tools = Tools(staging, SequenceChecker(), ModelRepository(tmp_path, ENCODINGS), ENCODINGS, Metrics())

    staging.stage_many(KEY, STRAINS)
    work(tools, "all")
    assert result(staging)["summary"] == counted(similar=1, variants=2, skipped=6)
    assert len(result(staging)["pairs"]) > 3

    staging.stage_many(KEY, STRAINS, pairs=[(1, 2), (3, 6)])
    work(tools, "list")
    assert [said["key"] for said in result(staging)["pairs"][1]["warningKeys"]] == ["warning.no-model"]


def test_rows_of_a_subtype_that_no_model_knows_have_their_differences_and_say_why(
    tools: Tools, staging: FakeStaging
) -> None:
    h7 = every_reference()["H7"].target
    staging.stage_many(KEY, {"h3": H3, "h7": h7, "h7-two": changed(h7, 100, 150), "h3-two": changed(H3, 145)})

    work(tools, "all")

    known = result(staging)
    assert known["summary"]["skipped"] == 1
    rows = {(pair["recordA"], pair["recordB"]): pair for pair in known["pairs"]}
    assert set(rows) == {(1, 4), (2, 3)}
    row = rows[2, 3]
    assert (row["subtype"], row["variant"], row["distanceLog2"], row["differences"]) == ("H7", None, None, 2)
    assert [said["key"] for said in row["warningKeys"]] == ["warning.no-model"]
    assert known["records"][1]["subtype"] == "H7"


def test_each_distinct_sequence_is_aligned_once(
    tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    aligned: list[str] = []

    def counting(letters: str, subtype: str | None) -> Any:
        aligned.append(letters)
        return check_letters(letters, subtype)

    monkeypatch.setattr("driftline_worker.sequences.checker.check_letters", counting)
    staging.stage_many(KEY, {f"strain {number}": changed(H3, 10 + number % 5) for number in range(20)})
    work(tools, "all")

    assert len(aligned) == 5
    assert len(rows(staging)) == 190


def test_a_job_called_off_stops_at_its_next_chunk(
    tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "CHUNK", 2)
    staging.stage_many(KEY, {f"strain {number}": changed(H3, 10 + number) for number in range(6)})
    lines: list[SignedLine] = []
    wanted = dispatch(mode="all")
    attempt = Attempt(wanted, Speaker(wanted, lines.append))

    class Network:
        asked = 0

    original: Callable[..., Any] = many._predict_chunk

    def cancelling(*given: Any) -> None:
        Network.asked += 1
        original(*given)
        if Network.asked == 2:
            attempt.cancel()

    monkeypatch.setattr(many, "_predict_chunk", cancelling)

    assert run(attempt, tools) is Outcome.CANCELLED
    assert Network.asked == 2
    assert staging.results == {}


def test_records_that_do_not_fit_in_memory_give_the_same_figures(
    tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging.stage_many(KEY, STRAINS)
    work(tools, "all")
    expected = staging.results[dispatch().result_key]
    monkeypatch.setattr(many, "EMBEDDINGS_SIZE", 1)
    work(tools, "all")

    assert staging.results[dispatch().result_key] == expected


def test_progress_rises_through_checking_and_predicting(
    tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("driftline_worker.status.messages.PROGRESS_INTERVAL", 0.0)
    monkeypatch.setattr(many, "CHUNK", 1)
    staging.stage_many(KEY, STRAINS)
    said = work(tools, "all")

    for stage, steps in (("checking", 6), ("predicting", 4)):
        told = [
            message["progress"]
            for message in said.messages
            if message["kind"] == "progress" and message["stage"] == stage
        ]
        assert len(told) == steps
        assert told == sorted(told)
        assert told[-1] == 100.0
