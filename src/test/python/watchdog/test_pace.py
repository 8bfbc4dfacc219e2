"""Work is late when its step takes too long, not when the process sleeps; hung work is found once, and named."""

from threading import Event, Thread

import pytest

from driftline_worker.errors import Cancelled
from driftline_worker.metrics import Metrics
from driftline_worker.watchdog.pace import Pace, Patience, current, keeping
from driftline_worker.watchdog.watch import LONGEST_LOOK, Stuck, Watch
from testing.fakes import PATIENCE, FakeClock

FLOOR, FACTOR = 10.0, 50.0


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def pace(clock: FakeClock) -> Pace:
    return Pace(Patience(FLOOR, FACTOR), clock)


def test_a_step_that_gets_on_is_never_late(pace: Pace, clock: FakeClock) -> None:
    pace.begin("checking")
    for _ in range(10):
        clock.advance(FLOOR)
        pace.go_on()

    assert pace.late is None


def test_a_step_that_does_not_get_on_is_late_and_named(pace: Pace, clock: FakeClock) -> None:
    pace.begin("checking")
    clock.advance(FLOOR + 1)

    assert pace.late == ("checking", FLOOR + 1)


def test_a_step_may_take_many_times_what_is_expected_of_it(pace: Pace, clock: FakeClock) -> None:
    with pace.inside("network", expected=1.0):
        clock.advance(FACTOR)
        assert pace.late is None
        clock.advance(1)
        assert pace.late == ("network", FACTOR + 1)
    assert pace.late is None


def test_who_waits_for_another_is_not_late(pace: Pace, clock: FakeClock) -> None:
    with pace.waiting("network"):
        clock.advance(1000)
        assert pace.late is None
        assert pace.seconds == 0
    assert pace.late is None


def test_what_was_called_off_ends_at_the_next_step_or_is_late(pace: Pace, clock: FakeClock) -> None:
    with pace.inside("network", expected=1.0):
        pace.call_off()
        clock.advance(FLOOR + 2)
        assert pace.late == ("network, called off", FLOOR + 2)
    with pytest.raises(Cancelled):
        pace.go_on()


def test_a_thread_has_the_pace_of_its_work_and_else_one_that_is_never_late(pace: Pace) -> None:
    with keeping(pace):
        assert current() is pace
    assert current() is not pace
    assert current().late is None


def test_a_process_that_was_frozen_finds_nothing_hung(clock: FakeClock) -> None:
    watch = Watch(Metrics(), Patience(FLOOR, FACTOR), clock)
    with watch.work("checking", job="one"):
        clock.advance(3600)
        assert not watch.look()
    assert watch.stuck == ()


def test_hung_work_is_found_once_with_its_name(clock: FakeClock) -> None:
    metrics = Metrics()
    watch = Watch(metrics, Patience(FLOOR, FACTOR), clock)
    ended, begun = Event(), Event()

    def hang() -> None:
        with watch.work("network tiny", job="one", attempt=2):
            begun.set()
            ended.wait(PATIENCE)

    thread = Thread(target=hang)
    thread.start()
    assert begun.wait(PATIENCE)
    found = []
    for _ in range(12):
        clock.advance(min(1.0, LONGEST_LOOK))
        found.append(watch.look())

    assert found.count(True) == 1
    assert watch.stuck == (Stuck({"job": "one", "attempt": 2}, "network tiny", 11.0),)
    assert b"driftline_worker_stuck 1.0" in metrics.render()
    assert b"driftline_worker_slowest_step_seconds 12.0" in metrics.render()
    ended.set()
    thread.join(PATIENCE)
    assert watch.stuck, "a thread that came back makes no hung worker well"
