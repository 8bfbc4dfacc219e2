"""A run that never returns: who waits leaves it, what does not hang goes back uncounted, and nothing new comes in."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event

import numpy as np
import pytest

from driftline_worker.attempts.attempt import Attempt, Outcome
from driftline_worker.attempts.attempts import Attempts
from driftline_worker.errors import Cancelled, RunHangs
from driftline_worker.metrics import Metrics
from driftline_worker.models.batching import Batcher, Matrix, Vector
from driftline_worker.status.messages import SignedLine
from driftline_worker.watchdog.pace import Pace, Patience, keeping
from driftline_worker.watchdog.watch import Watch
from testing.fakes import PATIENCE, FakeClock, FakeStaging
from testing.said import as_told
from testing.samples import dispatch

FLOOR = 10.0


def pairs(count: int) -> Matrix:
    return np.zeros((count, 1, 1), np.float32)


class HangingNetwork:
    """Its first run begins and does not end until the test lets it."""

    def __init__(self) -> None:
        self.began = Event()
        self.release = Event()
        self.batcher = Batcher(self._run, np.concatenate, name="network tiny/1/h3n2.onnx")

    def _run(self, a: Matrix, b: Matrix) -> tuple[Vector, Vector]:
        if not self.began.is_set():
            self.began.set()
            self.release.wait(PATIENCE)
        return a.reshape(-1), b.reshape(-1)


@pytest.fixture
def network() -> Iterator[HangingNetwork]:
    made = HangingNetwork()
    yield made
    made.release.set()


def predict(network: HangingNetwork, pace: Pace, count: int = 1) -> Vector:
    with keeping(pace):
        return network.batcher.predict(pairs(count), pairs(count))[0]


def test_a_waiter_leaves_a_run_whose_leader_is_late(network: HangingNetwork) -> None:
    clock = FakeClock()
    with ThreadPoolExecutor(2) as threads:
        leader = threads.submit(predict, network, Pace(Patience(FLOOR), clock))
        assert network.began.wait(PATIENCE)
        waiter = threads.submit(predict, network, Pace(Patience(FLOOR), clock))
        clock.advance(FLOOR + 1)

        fault = waiter.exception(PATIENCE)
        assert isinstance(fault, RunHangs)
        assert not fault.shared
        network.release.set()
        assert len(leader.result(PATIENCE)) == 1


def test_a_waiter_that_is_called_off_leaves_before_the_run_ends(network: HangingNetwork) -> None:
    clock = FakeClock()
    mine = Pace(Patience(FLOOR), clock)
    with ThreadPoolExecutor(2) as threads:
        leader = threads.submit(predict, network, Pace(Patience(FLOOR), clock))
        assert network.began.wait(PATIENCE)
        waiter = threads.submit(predict, network, mine, 3)
        mine.call_off()

        assert isinstance(waiter.exception(PATIENCE), Cancelled)
        network.release.set()
        leader.result(PATIENCE)
    assert not network.batcher._waiting, "what it wanted is run for nobody"


class Desk:
    """Attempts at one network, on threads of their own."""

    def __init__(self, network: HangingNetwork, slots: int = 2, backlog: int = 4) -> None:
        self.clock = FakeClock()
        self.lines: list[SignedLine] = []
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.changed = Condition()
        self.stuck = 0
        self.staging = FakeStaging()
        self.network = network
        metrics = Metrics()
        self.attempts = Attempts(
            self._work,
            self.lines.append,
            self.staging,
            metrics,
            slots,
            backlog,
            self.clock,
            Watch(metrics, Patience(FLOOR), self.clock),
            self._replace,
        )

    def accept(self, job: str, mode: str = "pair") -> None:
        assert self.attempts.accept(dispatch(job=job, attempt=1, resultKey=f"result:{job}", mode=mode))

    def let_time_pass(self, seconds: int = 12) -> None:
        for _ in range(seconds):
            self.clock.advance(1)
            self.attempts.beat()

    def until_begun(self, *jobs: str) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: set(jobs) <= set(self.begun), PATIENCE)

    def until_ended(self, *jobs: str) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: sorted(self.ended) == sorted(jobs), PATIENCE)
        assert self.attempts.wait_idle(PATIENCE)

    def given_back(self) -> dict[str, bool]:
        return {each["job"]: each["hung"] for each in self.attempts.given_back()}

    def _replace(self) -> None:
        self.stuck += 1

    def _work(self, attempt: Attempt) -> Outcome:
        job = attempt.dispatch.job
        with self.changed:
            self.begun.append(job)
            self.changed.notify_all()
        try:
            attempt.speaker.stage("predicting", as_told())
            if job.startswith("many"):
                self.network.began.wait(PATIENCE)
            self.network.batcher.predict(pairs(1), pairs(1))
            attempt.speaker.result(as_told(), {})
            return Outcome.SUCCEEDED
        except RunHangs as fault:
            return Outcome.HUNG if fault.shared else Outcome.HANDED_BACK
        except Cancelled:
            return Outcome.CANCELLED
        finally:
            with self.changed:
                self.ended.append(job)
                self.changed.notify_all()


@pytest.fixture
def desk(network: HangingNetwork) -> Iterator[Desk]:
    made = Desk(network)
    yield made
    network.release.set()
    made.attempts.close(PATIENCE)


def test_a_hung_run_is_lost_who_waited_and_what_was_not_begun_go_back(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.accept("waits")
    desk.accept("many-waits", mode="all")
    desk.accept("not-begun")
    desk.until_begun("waits", "many-waits")

    desk.let_time_pass()
    desk.until_ended("waits", "many-waits")

    assert desk.given_back() == {"hangs": True, "waits": False, "many-waits": False, "not-begun": False}
    assert desk.attempts.state("hangs", 1) is None
    assert desk.attempts.state("waits", 1) == "returned"
    assert desk.attempts.state("not-begun", 1) == "returned"
    assert desk.stuck == 1


def test_a_hung_run_renews_no_lease(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.let_time_pass()
    said = len(desk.lines)

    desk.let_time_pass(60)

    assert len(desk.lines) == said


def test_a_run_within_its_time_renews_its_lease(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("slow")
    assert network.began.wait(PATIENCE)
    said = len(desk.lines)

    desk.let_time_pass(int(FLOOR) - 1)

    assert len(desk.lines) > said
    assert desk.attempts.state("slow", 1) == "running"


def test_nothing_is_taken_on_beside_a_hung_run(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.let_time_pass()

    assert desk.attempts.room == 0
    assert not desk.attempts.accept(dispatch(job="new", attempt=1))
    assert [each.who["job"] for each in desk.attempts.watch.stuck] == ["hangs"]
    assert desk.attempts.watch.stuck[0].step == "network tiny/1/h3n2.onnx"


def test_a_cancel_that_is_not_obeyed_is_found_and_not_told_again(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.let_time_pass(5)
    desk.attempts.cancel("hangs")
    desk.accept("waits")
    desk.until_begun("waits")

    desk.let_time_pass()
    desk.until_ended("waits")

    assert desk.given_back() == {"waits": False}
    assert desk.stuck == 1


def test_the_process_waits_for_a_gateway_to_fetch_what_is_given_back(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.let_time_pass()
    with ThreadPoolExecutor(1) as threads:
        handing = threads.submit(desk.attempts.hand_over, 0, PATIENCE)
        while not handing.done():
            desk.attempts.given_back()
        handing.result(0)
    assert desk.attempts.state("hangs", 1) is None


def test_what_gets_on_beside_a_hung_run_may_end_and_else_goes_back(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.let_time_pass(8)
    other = desk.network = HangingNetwork()
    desk.accept("works")
    assert other.began.wait(PATIENCE)
    desk.let_time_pass(4)
    assert desk.given_back() == {"hangs": True}

    other.release.set()
    desk.until_ended("works")
    desk.attempts.hand_over(PATIENCE, 0)

    assert desk.attempts.state("works", 1) == "finished"


def test_what_does_not_end_in_time_beside_a_hung_run_goes_back(desk: Desk, network: HangingNetwork) -> None:
    desk.accept("hangs")
    assert network.began.wait(PATIENCE)
    desk.let_time_pass(8)
    other = desk.network = HangingNetwork()
    desk.accept("works")
    assert other.began.wait(PATIENCE)
    desk.let_time_pass(4)

    desk.attempts.hand_over(0, 0)

    assert desk.given_back() == {"hangs": True, "works": False}
    other.release.set()
    desk.until_ended("works")
    assert not any(line.end for line in desk.lines), "what was given back says nothing more"
