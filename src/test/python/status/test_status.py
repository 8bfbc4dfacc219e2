"""Lines are numbered, signed over their bytes, and shaped as the golden messages."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest

from driftline_worker.contract import unbase64url
from driftline_worker.errors import INTERNAL, RESULT_TOO_LARGE, Problem
from driftline_worker.status.messages import HEARTBEAT, PROGRESS_INTERVAL, SignedLine, Speaker, sign
from driftline_worker.words import message
from testing.fakes import FakeClock
from testing.said import as_told
from testing.samples import dispatch, golden

GOLDEN = golden("status-message")
MANY = golden("status-message-many")


class Ear:
    """Hears what a speaker says."""

    def __init__(self) -> None:
        self.lines: list[SignedLine] = []
        self.clock = FakeClock()
        self.speaker = Speaker(dispatch(), self.lines.append, self.clock)

    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(line.body.split(b" ", 1)[1]) for line in self.lines]


@pytest.mark.parametrize("line", GOLDEN["body"] + MANY["body"])
def test_signs_as_the_golden_lines_are_signed(line: str) -> None:
    body = line.split(" ", 1)[1].encode()

    assert sign(unbase64url(GOLDEN["key"]), body) == line.encode()


def test_the_golden_key_is_derived_from_job_and_attempt() -> None:
    master = unbase64url(GOLDEN["master"])
    derived = hmac.new(master, f"{GOLDEN['job']}:{GOLDEN['attempt']}".encode(), hashlib.sha256).digest()

    assert base64.urlsafe_b64encode(derived).rstrip(b"=").decode() == GOLDEN["key"] == dispatch().key


def test_says_the_golden_messages_byte_for_byte() -> None:
    ear = Ear()
    checking, encoding, predicting, progress, result, _ = GOLDEN["messages"]

    for each in (checking, encoding, predicting):
        ear.speaker.stage(each["stage"], as_told(each["message"], each["messageKey"], **each["params"]))
    ear.speaker.progress(progress["progress"])
    ear.speaker.result(as_told(result["message"], result["messageKey"], **result["params"]), result["result"])

    assert [line.body.decode() for line in ear.lines] == GOLDEN["body"][:5]
    assert [line.event for line in ear.lines] == [True, True, True, False, True]
    assert [line.end for line in ear.lines] == [False, False, False, False, True]


def test_a_failure_is_an_event_of_its_stage_byte_for_byte() -> None:
    ear = Ear()
    problem = GOLDEN["messages"][5]["problem"]

    about = {"record": 2, "name": "A/Beijing/32/1992", "fault": message("brief.stop", column=121)}
    said = message("detail.record-hint", **about, hint=message("hint.stop"))
    ear.speaker.stage("checking", message("stage.checking", records=2))
    ear.speaker.failed(Problem("check/stop-codon", said, message("brief.record", **about), problem["errors"]))

    assert ear.lines[1].body.decode() == GOLDEN["body"][5]
    assert ear.lines[1].end


def test_progress_is_said_at_most_every_quarter_second() -> None:
    ear = Ear()
    ear.speaker.stage("predicting", as_told())

    ear.speaker.progress(10)
    ear.speaker.progress(20)
    ear.clock.advance(PROGRESS_INTERVAL)
    ear.speaker.progress(30)

    assert [message["progress"] for message in ear.messages()[1:]] == [10.0, 30.0]
    assert [message["seq"] for message in ear.messages()] == [1, 2, 3]


def test_a_silent_attempt_repeats_its_progress() -> None:
    ear = Ear()
    ear.speaker.beat()
    ear.speaker.stage("predicting", as_told())
    ear.speaker.progress(40)

    ear.clock.advance(HEARTBEAT - 0.1)
    ear.speaker.beat()
    assert len(ear.lines) == 2
    ear.clock.advance(0.1)
    ear.speaker.beat()

    assert ear.messages()[2]["progress"] == 40.0
    assert not ear.lines[2].event


def test_nothing_is_said_after_the_end() -> None:
    ear = Ear()
    ear.speaker.stage("checking", as_told())
    ear.speaker.failed(INTERNAL)

    ear.speaker.progress(50)
    ear.speaker.failed(RESULT_TOO_LARGE)

    assert len(ear.lines) == 2
    assert ear.speaker.end is ear.lines[1]


def test_a_silenced_speaker_says_nothing_more() -> None:
    ear = Ear()
    ear.speaker.stage("checking", as_told())
    ear.speaker.silence()

    ear.speaker.failed(INTERNAL)

    assert len(ear.lines) == 1
    assert ear.speaker.end is None


def test_many_errors_stay_below_the_size_of_a_message() -> None:
    ear = Ear()
    errors = [{"record": n, "name": "株" * 200, "column": None, "detail": "x" * 200} for n in range(2000)]

    ear.speaker.failed(replace(INTERNAL, errors=errors))

    assert len(ear.lines[0].body) < 64 * 1024


def test_a_problem_of_many_long_names_fits_into_a_line() -> None:
    ear = Ear()
    errors = [{"record": n, "name": "\U0001f9a0" * 256, "detail": "d" * 200} for n in range(50)]

    ear.speaker.failed(replace(INTERNAL, errors=errors))

    assert len(ear.lines[0].body) < 50_000
    told = ear.messages()[0]["problem"]["errors"]
    assert told == errors[: len(told)]
    assert len(told) > 20
