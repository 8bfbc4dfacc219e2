"""One job from its staged records to its stored result, told stage by stage."""

import gzip
import hashlib
import json
from typing import Any

import pytest

from driftline_worker.attempts import job
from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.predicting import results
from driftline_worker.reference.references import every_reference
from driftline_worker.status.messages import SignedLine, Speaker
from testing.fakes import FakeStaging
from testing.said import Said, assert_shape
from testing.samples import BEIJING, WISCONSIN, dispatch, fasta, golden

KEY = dispatch().sequences_key
RESULT_KEY = dispatch().result_key
CALIFORNIA = fasta("reference_ha_H1N1_cds")["CY121680.1|A/California/07/2009|H1N1|HA|CDS"]


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "STORE_PAUSES", (0.0, 0.0, 0.0))


def test_tells_the_four_stages_and_stores_the_result(said: Said, tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)

    assert run(said.attempt, tools) is Outcome.SUCCEEDED

    assert [event["stage"] for event in said.events] == ["checking", "encoding", "predicting", "result"]
    assert [message["seq"] for message in said.messages] == list(range(1, len(said.messages) + 1))
    assert said.events[0]["message"] == "Checking 2 sequences"
    assert said.events[1]["message"] == "Checked 2 sequences: H3, 329 and 329 of 329 HA1 sites"
    params = [event["params"] for event in said.events]
    assert all(0 < each.pop("seconds") < 60 for each in params[1:])
    wanted = golden("status-message")["messages"][1]["params"]
    assert params[1] == {key: wanted[key] for key in wanted if key != "seconds"}
    assert said.events[2]["message"] == "Encoded as One-hot: 2 matrices of 329 sites × 21 features"  # noqa: RUF001
    packed, seconds = staging.results[RESULT_KEY]
    body = gzip.decompress(packed)
    result = said.events[3]["result"]
    assert seconds == 600
    assert result["sha256"] == hashlib.sha256(body).hexdigest()
    assert result["bytes"] == len(body)
    assert result["summary"] == {"pairs": 1, **params[3]}


def test_the_result_has_the_golden_fields_in_the_golden_types(said: Said, tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, BEIJING, WISCONSIN, names=("A/Beijing/32/1992", "A/Wisconsin/67/2005"))
    run(said.attempt, tools)
    result = stored(staging)
    expected = golden("result-pair")

    assert_shape(result, expected)
    assert_shape(result["pairs"][0], expected["pairs"][0])
    assert_shape(result["pairs"][0]["substitutions"][0], expected["pairs"][0]["substitutions"][0] | {"site": None})
    assert_shape(result["model"], expected["model"])
    assert_shape(result["pairs"][0]["alignment"], expected["pairs"][0]["alignment"])
    assert_shape(result["pairs"][0]["glycosylation"], expected["pairs"][0]["glycosylation"])
    assert result["pairs"][0]["a"] == "A/Beijing/32/1992"
    assert result["citation"] == "Driftline tiny 1"


def test_the_same_input_gives_the_same_bytes(tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    packed = []
    for _ in range(2):
        run(Said().attempt, tools)
        packed.append(staging.results.pop(RESULT_KEY)[0])

    assert packed[0] == packed[1]


def test_the_result_is_stored_before_it_is_announced(tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    wanted = dispatch()

    def say(line: SignedLine) -> None:
        staging.order.append("said end" if line.end else "said")

    run(Attempt(wanted, Speaker(wanted, say)), tools)

    assert staging.order[-2:] == [f"kept {RESULT_KEY}", "said end"]


def test_fails_at_checking_with_record_and_column(said: Said, tools: Tools, staging: FakeStaging) -> None:
    cds = fasta("messy_upload_H3N2")["cds_nucleotide_lowercase"]
    staging.stage(KEY, WISCONSIN, cds[:363] + "taa" + cds[366:])

    assert run(said.attempt, tools) is Outcome.FAILED

    last = said.events[-1]
    assert (last["stage"], last["seq"], last["params"]) == ("checking", 2, {})
    assert last["message"] == "Record 2 (A/Beta/2/2006): stop codon inside HA1 at column 364"
    assert said.problem["type"] == "urn:problem:check/stop-codon"
    assert said.problem["errors"][0]["column"] == 364
    assert_shape(said.problem, golden("status-message")["messages"][5]["problem"])
    assert staging.results == {}


def test_fails_when_the_subtypes_differ(said: Said, tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, CALIFORNIA)

    run(said.attempt, tools)

    assert said.problem["type"] == "urn:problem:check/subtype-mismatch"
    assert [error["record"] for error in said.problem["errors"]] == [1, 2]


def test_a_pair_that_no_model_has_learned_is_compared_without_a_distance(
    said: Said, tools: Tools, staging: FakeStaging
) -> None:
    h7 = every_reference()["H7"].target
    other = h7[:135] + "W" + h7[136:]
    staging.stage(KEY, h7, other, names=("A/Example/1/2013(H7N9)", "A/Example/2/2013(H9N2)"))

    assert run(said.attempt, tools) is Outcome.SUCCEEDED

    summary = said.events[-1]["result"]["summary"]
    assert summary == {"pairs": 1, "verdict": "outside", "differences": 1, "subtype": "H7"}
    (pair,) = stored(staging)["pairs"]
    assert pair["verdict"] == "outside"
    assert [pair[figure] for figure in ("variant", "probability", "distanceLog2", "interval")] == [None] * 4
    (difference,) = pair["substitutions"]
    assert (difference["position"], difference["numbering"], difference["contribution"]) == (136, "H7", None)
    assert difference["h3Position"] == every_reference()["H7"].h3[136]
    assert [each["key"] for each in pair["warningKeys"]] == ["warning.no-model", "warning.header-differs"]
    assert pair["warnings"][0].startswith("H7: no model here has learned")


@pytest.mark.parametrize("count", [1, 3])
def test_a_pair_is_two_records(said: Said, tools: Tools, staging: FakeStaging, count: int) -> None:
    staging.stage(KEY, *[WISCONSIN] * count)

    run(said.attempt, tools)

    assert said.problem["type"] == "urn:problem:check/record-count"


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"model": {"id": 9, "name": "tiny", "version": "9"}}, "not-available"),
        ({"encoding": "blosum62"}, "encoding"),
    ],
)
def test_fails_at_encoding_when_the_choice_cannot_serve(
    tools: Tools, staging: FakeStaging, changes: dict[str, Any], kind: str
) -> None:
    said = Said(**changes)
    staging.stage(KEY, WISCONSIN, BEIJING)

    assert run(said.attempt, tools) is Outcome.FAILED

    assert said.events[-1]["stage"] == "encoding"
    assert said.problem["type"] == f"urn:problem:model/{kind}"


def test_gives_up_without_a_word_when_nothing_is_staged(said: Said, tools: Tools) -> None:
    assert run(said.attempt, tools) is Outcome.GIVEN_UP
    assert said.messages == []


def test_waits_for_a_store_that_comes_back(said: Said, tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    staging.away = 2

    assert run(said.attempt, tools) is Outcome.SUCCEEDED


def test_gives_up_on_a_store_that_stays_away(said: Said, tools: Tools, staging: FakeStaging) -> None:
    staging.away = 99

    assert run(said.attempt, tools) is Outcome.GIVEN_UP


def test_stops_when_cancelled(said: Said, tools: Tools, staging: FakeStaging) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    said.attempt.cancel()

    assert run(said.attempt, tools) is Outcome.CANCELLED
    assert said.messages == []
    assert staging.results == {}


def test_an_unexpected_fault_is_told_without_its_trace(
    said: Said, tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(job, "judge", broken)

    assert run(said.attempt, tools) is Outcome.FAILED
    assert said.problem["type"] == "urn:problem:worker/internal"
    assert "secret" not in json.dumps(said.problem)


def test_a_result_too_large_fails(
    said: Said, tools: Tools, staging: FakeStaging, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    monkeypatch.setattr(results, "MAX_RESULT", 100)

    run(said.attempt, tools)

    assert said.problem["type"] == "urn:problem:worker/result-too-large"


def test_no_sequence_reaches_the_log(
    said: Said, tools: Tools, staging: FakeStaging, caplog: pytest.LogCaptureFixture
) -> None:
    staging.stage(KEY, WISCONSIN, BEIJING)
    with caplog.at_level("DEBUG"):
        run(said.attempt, tools)

    assert WISCONSIN[20:40] not in caplog.text
    assert said.attempt.dispatch.key not in caplog.text


def stored(staging: FakeStaging) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(gzip.decompress(staging.results[RESULT_KEY][0]))
    return result
