"""Who waits for a network shares its next run; nobody waits for company, and few pass many."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore
from typing import Any

import numpy as np
import pytest

from driftline_worker.models.batching import FIRST, LEAST, MOST, RUN_SECONDS, Batcher, Matrix, Vector
from testing.fakes import PATIENCE, FakeClock


def pairs(*numbers: int) -> Matrix:
    return np.array(numbers, np.float32).reshape(-1, 1, 1)


class Queue(deque[Any]):
    """Tells when somebody joins it."""

    def __init__(self) -> None:
        super().__init__()
        self.came = Semaphore(0)

    def append(self, request: Any) -> None:
        super().append(request)
        self.came.release()


class Network:
    """Says a+b and a-b; a run can be held up until the test lets it go on."""

    def __init__(self, seconds_a_pair: float = RUN_SECONDS / FIRST) -> None:
        self.clock = FakeClock()
        self.seconds_a_pair = seconds_a_pair
        self.runs: list[list[int]] = []
        self.began = Event()
        self.go_on = Event()
        self.go_on.set()
        self.fault: Exception | None = None
        self.batcher = Batcher(self._run, np.concatenate, self.clock)
        self.queue = self.batcher._waiting = Queue()

    def hold(self) -> None:
        self.began.clear()
        self.go_on.clear()

    def _run(self, a: Matrix, b: Matrix) -> tuple[Vector, Vector]:
        self.runs.append(a.reshape(-1).astype(int).tolist())
        self.clock.advance(len(a) * self.seconds_a_pair)
        self.began.set()
        assert self.go_on.wait(PATIENCE)
        if self.fault:
            raise self.fault
        return (a + b).reshape(-1), (a - b).reshape(-1)


@pytest.fixture
def network() -> Network:
    return Network()


def test_one_caller_runs_at_once_and_alone(network: Network) -> None:
    probability, distance = network.batcher.predict(pairs(1, 2), pairs(10, 20))

    assert network.runs == [[1, 2]]
    assert probability.tolist() == [11.0, 22.0]
    assert distance.tolist() == [-9.0, -18.0]


def test_who_came_during_a_run_shares_the_next(network: Network) -> None:
    network.hold()
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(network.batcher.predict, pairs(1), pairs(1))
        assert network.began.wait(PATIENCE)
        assert network.queue.came.acquire(timeout=PATIENCE)
        others = []
        for number in (2, 3, 4):
            others.append(threads.submit(network.batcher.predict, pairs(number), pairs(number)))
            assert network.queue.came.acquire(timeout=PATIENCE)
        network.go_on.set()
        answers = [each.result(PATIENCE)[0].tolist() for each in (first, *others)]

    assert network.runs == [[1], [2, 3, 4]]
    assert answers == [[2.0], [4.0], [6.0], [8.0]]


def test_a_few_pairs_pass_a_great_many(network: Network) -> None:
    network.hold()
    many = list(range(1000, 1000 + 3 * FIRST))
    with ThreadPoolExecutor(2) as threads:
        large = threads.submit(network.batcher.predict, pairs(*many), pairs(*many))
        assert network.began.wait(PATIENCE)
        assert network.queue.came.acquire(timeout=PATIENCE)
        small = threads.submit(network.batcher.predict, pairs(7), pairs(7))
        assert network.queue.came.acquire(timeout=PATIENCE)
        network.go_on.set()
        small.result(PATIENCE)
        probability, _ = large.result(PATIENCE)

    assert network.runs[1][0] == 7
    assert probability.tolist() == [2.0 * number for number in many]


@pytest.mark.parametrize(("seconds", "expected"), [(RUN_SECONDS, LEAST), (RUN_SECONDS / 10_000, MOST)])
def test_runs_become_as_large_as_the_networks_speed_allows(seconds: float, expected: int) -> None:
    network = Network(seconds)
    many = np.zeros((10_000, 1, 1), np.float32)
    network.batcher.predict(many, many)

    sizes = [len(run) for run in network.runs]
    assert sizes[0] == FIRST
    assert sizes[-2] == expected
    assert sum(sizes) == 10_000


def test_a_fault_is_raised_to_all_in_the_run_and_spoils_no_other(network: Network) -> None:
    network.fault = ValueError("broken")
    with pytest.raises(ValueError, match="broken"):
        network.batcher.predict(pairs(1), pairs(1))
    network.fault = None

    assert network.batcher.predict(pairs(1), pairs(2))[0].tolist() == [3.0]


def test_every_thread_gets_its_own_answers() -> None:
    network = Network()

    def ask(seed: int) -> bool:
        numbers: Any = np.random.default_rng(seed).integers(0, 1000, 1 + seed % 40)
        probability, distance = network.batcher.predict(pairs(*numbers), pairs(*(numbers * 2)))
        return bool((probability == numbers * 3).all() and (distance == -numbers).all())

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(300)))
    assert max(len(run) for run in network.runs) <= MOST
