import pytest
from driving import answer, data, drive, event

from driftline_client import Refused, Update
from driftline_client.following import following
from driftline_client.steps import Broken, Open

JOB, OTHER = "a" * 26, "b" * 26
QUEUED, CHECKING = event(JOB, 4, "QUEUED", "queued"), event(JOB, 6, "CHECKING", "checking")
PREDICTING, RESULT = event(JOB, 8, "PREDICTING", "predicting"), event(JOB, 9, "SUCCEEDED", "result")
OPEN_JOB, ENDED = {"id": JOB, "progress": None}, {"id": JOB, "state": "SUCCEEDED", "finishedAt": "2026-11-30T00:00:00Z"}


def told(*events: object) -> object:
    return answer({"items": list(events)})


def test_resumes_behind_the_last_event_after_a_cut_and_tells_each_once() -> None:
    came = [
        *(told(QUEUED), answer(OPEN_JOB), answer({}), data(CHECKING), data(event(OTHER, 7, "FAILED", "result")), None),
        *(told(QUEUED, CHECKING, PREDICTING), answer(OPEN_JOB), answer({}), data(RESULT)),
        *(told(QUEUED, CHECKING, PREDICTING, RESULT), answer(ENDED), told(QUEUED, CHECKING, PREDICTING, RESULT)),
    ]
    steps, job = drive(following(JOB), came)

    assert job == ENDED
    assert [step.stage for step in steps if isinstance(step, Update)] == ["queued", "checking", "predicting", "result"]
    assert [step.ask.params["after"] for step in steps if isinstance(step, Open)] == ["4", "8"]


def test_asks_where_no_stream_gets_through() -> None:
    came = [
        told(QUEUED),
        answer({**OPEN_JOB, "progress": 40.0}),
        Broken("no stream"),
        told(QUEUED, RESULT),
        answer(ENDED),
    ]
    steps, _ = drive(following(JOB), [*came, told(QUEUED, RESULT)])

    updates = [step for step in steps if isinstance(step, Update)]
    assert [(update.stage, update.percent) for update in updates] == [
        ("queued", None),
        ("queued", 40.0),
        ("result", None),
    ]


def test_resumes_behind_what_is_known() -> None:
    steps, _ = drive(following(JOB, after=8), [told(QUEUED, RESULT), answer(ENDED), told(QUEUED, RESULT)])

    assert [step.offset for step in steps if isinstance(step, Update)] == [9]


def test_ends_when_the_token_has_been_revoked() -> None:
    revoked = answer({"type": "urn:problem:auth/unauthenticated", "title": "Sign in", "status": 401}, 401)

    with pytest.raises(Refused, match="Sign in"):
        drive(following(JOB), [told(QUEUED), answer(OPEN_JOB), revoked])


def test_gives_up_in_time_and_lets_the_job_go_on() -> None:
    with pytest.raises(TimeoutError, match="it goes on"):
        drive(following(JOB, timeout=0), [told(QUEUED), answer(OPEN_JOB), answer({})])
