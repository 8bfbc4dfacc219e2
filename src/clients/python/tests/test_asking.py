import pytest
from driving import answer, drive

from driftline_client import Refused, Unreachable
from driftline_client.asking import LONGEST_PAUSE, TRIES, asked
from driftline_client.steps import Answer, Ask, Broken, Pause

SUBMIT = Ask("POST", "/jobs", body={"sequences": ">a"}, headers={"Idempotency-Key": "one"})
FULL = answer({"type": "urn:problem:quota/jobs", "title": "Full", "status": 429}, 429, retry_after="3")


def test_asks_again_as_it_was_asked_until_there_is_room() -> None:
    steps, said = drive(asked(SUBMIT), [Broken("cut"), FULL, answer({"id": "x"}, 202)])

    assert said == {"id": "x"}
    assert [step for step in steps if isinstance(step, Ask)] == [SUBMIT] * 3
    assert [step.seconds for step in steps if isinstance(step, Pause)][1] == 3


def test_waits_longer_each_time_and_gives_up_at_last() -> None:
    flow = asked(SUBMIT)
    pauses = []
    with pytest.raises(Unreachable, match="cut"):
        step = next(flow)
        while True:
            pauses += [step.seconds] if isinstance(step, Pause) else []
            step = flow.send(None if isinstance(step, Pause) else Broken("cut"))

    assert len(pauses) == TRIES - 1
    assert all(pause <= LONGEST_PAUSE for pause in pauses)
    assert pauses[-1] > pauses[0]


@pytest.mark.parametrize(
    "refusal",
    [
        answer({"type": "urn:problem:fasta/letter", "title": "Letter", "status": 422, "detail": "J."}, 422),
        answer({"type": "urn:problem:quota/pairs", "title": "Day", "status": 429}, 429, retry_after="7200"),
    ],
)
def test_asks_once_where_waiting_would_not_help(refusal: Answer) -> None:
    with pytest.raises(Refused) as refused:
        drive(asked(SUBMIT), [refusal])

    assert refused.value.status == refusal.status
    assert refused.value.type == refusal.json()["type"].removeprefix("urn:problem:")


def test_says_so_when_another_program_answers() -> None:
    with pytest.raises(Refused, match=r"The server answered 404: Is it Driftline\?"):
        drive(asked(Ask("GET", "/models")), [Answer(404, {}, b"<html>")])
