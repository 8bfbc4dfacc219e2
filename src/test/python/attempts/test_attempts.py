"""Attempts are worked once, remembered for a while, and never more than there is room for."""

from collections.abc import Iterator
from threading import Condition, Event

import pytest

from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.attempts import Attempts, Load
from driftline_worker.attempts.ends import MAX_REMEMBERED, REMEMBERED
from driftline_worker.metrics import Metrics
from driftline_worker.status.messages import SignedLine
from testing.fakes import PATIENCE, FakeClock, FakeStaging
from testing.said import as_told
from testing.samples import dispatch


class Desk:
    """Attempts whose work ends when the test says so."""

    def __init__(self, slots: int = 1, backlog: int = 1) -> None:
        self.clock = FakeClock()
        self.staging = FakeStaging()
        self.lines: list[SignedLine] = []
        self.worked: list[tuple[str, int]] = []
        self.go_on = Event()
        self.packed = b"packed"
        self.changed = Condition()
        self.attempts = Attempts(self._work, self._say, self.staging, Metrics(), slots, backlog, self.clock)

    def accept(self, job: str, attempt: int = 1, mode: str = "pair") -> bool:
        return self.attempts.accept(dispatch(job=job, attempt=attempt, resultKey=f"result:{job}", mode=mode))

    def until_worked(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.worked) == count, PATIENCE)

    def finish(self) -> None:
        """Let everything accepted end, and wait for it."""
        self.go_on.set()
        assert self.attempts.wait_idle(PATIENCE)

    def _say(self, line: SignedLine) -> None:
        with self.changed:
            self.lines.append(line)
            self.changed.notify_all()

    def _work(self, attempt: Attempt) -> Outcome:
        with self.changed:
            self.worked.append((attempt.dispatch.job, attempt.dispatch.attempt))
            self.changed.notify_all()
        attempt.speaker.stage("checking", as_told())
        assert self.go_on.wait(PATIENCE)
        if attempt.cancelled.is_set():
            return Outcome.CANCELLED
        if attempt.dispatch.job.startswith("given-up"):
            return Outcome.GIVEN_UP
        attempt.keep(self.packed)
        attempt.store(self.staging)
        attempt.speaker.result(as_told(), {})
        return Outcome.SUCCEEDED


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.go_on.set()
    made.attempts.close(PATIENCE)


def test_accepts_what_there_is_room_for(desk: Desk) -> None:
    assert desk.attempts.room == 2
    assert desk.accept("one")
    assert desk.accept("two")

    assert not desk.accept("three")
    assert desk.attempts.room == 0

    desk.finish()
    assert desk.attempts.room == 2


def test_tells_how_busy_it_is(desk: Desk) -> None:
    desk.accept("one")
    desk.until_worked(1)
    desk.accept("two")

    assert desk.attempts.load == Load(running=1, waiting=1, slots=2, room=0)

    desk.finish()
    assert desk.attempts.load == Load(running=0, waiting=0, slots=2, room=2)


def test_works_the_same_attempt_once(desk: Desk) -> None:
    assert desk.accept("one")
    assert desk.accept("one")
    desk.finish()
    assert desk.accept("one")

    assert desk.worked == [("one", 1)]


def test_running_then_finished_then_forgotten(desk: Desk) -> None:
    assert desk.attempts.state("one", 1) is None
    desk.accept("one")
    assert desk.attempts.state("one", 1) == "running"
    desk.finish()
    assert desk.attempts.state("one", 1) == "finished"

    desk.clock.advance(REMEMBERED + 1)

    assert desk.attempts.state("one", 1) is None


def test_tells_an_end_again_with_the_same_bytes_and_the_result(desk: Desk) -> None:
    desk.accept("one")
    desk.finish()
    said = len(desk.lines)
    desk.staging.results.clear()

    desk.attempts.tell_again("one", 1)

    assert desk.lines[said:] == [desk.lines[said - 1]]
    assert desk.staging.results["result:one"] == (b"packed", 600)


def test_tells_an_end_again_although_the_store_is_away(desk: Desk) -> None:
    desk.accept("one")
    desk.finish()
    desk.staging.away = 1

    desk.attempts.tell_again("one", 1)

    assert desk.lines[-1].end


def test_a_cancelled_attempt_is_unknown_and_silent(desk: Desk) -> None:
    desk.accept("one")
    desk.until_worked(1)

    desk.attempts.cancel("one")

    assert desk.attempts.state("one", 1) is None
    desk.finish()
    assert desk.attempts.state("one", 1) is None
    assert not any(line.end for line in desk.lines)


def test_a_waiting_attempt_that_is_cancelled_is_never_worked(desk: Desk) -> None:
    desk.accept("one")
    desk.accept("two")
    desk.attempts.cancel("two")
    desk.finish()

    assert desk.worked == [("one", 1)]


def test_a_newer_attempt_calls_the_older_one_off(desk: Desk) -> None:
    desk.accept("one", 1)
    desk.until_worked(1)

    assert desk.accept("one", 2)

    assert desk.attempts.state("one", 1) is None
    assert desk.attempts.state("one", 2) == "running"
    desk.finish()
    assert desk.attempts.state("one", 2) == "finished"


def test_an_attempt_given_up_is_unknown(desk: Desk) -> None:
    desk.accept("given-up")
    desk.finish()

    assert desk.attempts.state("given-up", 1) is None


def test_running_attempts_are_heard_of_while_they_work(desk: Desk) -> None:
    desk.accept("one")
    desk.accept("two")
    desk.until_worked(1)
    with desk.changed:
        assert desk.changed.wait_for(lambda: len(desk.lines) == 1, PATIENCE)
    desk.clock.advance(3)

    desk.attempts.beat()

    assert [line.event for line in desk.lines] == [True, False], "the waiting one has nothing to say yet"


def test_large_jobs_leave_the_slots_to_pairs() -> None:
    desk = Desk(slots=2, backlog=4)
    for job in ("many-1", "many-2", "many-3"):
        desk.accept(job, mode="all")
    desk.until_worked(1)
    desk.accept("pair-1")
    desk.accept("pair-2")
    desk.until_worked(3)

    assert {job for job, _ in desk.worked} == {"many-1", "pair-1", "pair-2"}
    desk.finish()
    assert len(desk.worked) == 5
    desk.attempts.close(PATIENCE)


def test_results_are_kept_as_far_as_memory_goes_and_others_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("driftline_worker.attempts.ends.KEPT_RESULTS", 25)
    desk = Desk(slots=1, backlog=4)
    desk.packed = b"ten bytes!"
    desk.go_on.set()
    for job in ("first", "second", "third"):
        desk.accept(job)
        desk.finish()

    assert desk.attempts.state("first", 1) is None
    assert desk.attempts.state("second", 1) == "finished"
    assert desk.attempts.state("third", 1) == "finished"
    desk.staging.results.clear()
    desk.attempts.tell_again("third", 1)
    assert desk.staging.results["result:third"] == (b"ten bytes!", 600)
    desk.attempts.close(PATIENCE)


def test_takes_nothing_on_once_closed() -> None:
    desk = Desk()
    desk.go_on.set()
    desk.attempts.close(PATIENCE)

    assert not desk.accept("one")


def test_ends_what_it_took_when_it_takes_no_more(desk: Desk) -> None:
    desk.accept("one")
    desk.attempts.take_no_more()

    assert desk.attempts.room == 0
    assert not desk.accept("two")
    assert desk.accept("one")
    desk.finish()
    assert desk.attempts.state("one", 1) == "finished"


def test_remembers_a_bounded_number_of_ends() -> None:
    desk = Desk(slots=1, backlog=MAX_REMEMBERED + 10)
    desk.go_on.set()
    for number in range(MAX_REMEMBERED + 5):
        desk.accept(f"job-{number}")
    desk.finish()

    assert desk.attempts.state("job-0", 1) is None
    assert desk.attempts.state(f"job-{MAX_REMEMBERED + 4}", 1) == "finished"
    desk.attempts.close(PATIENCE)
