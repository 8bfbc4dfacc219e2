"""``scripts/bench --worker``: a large job against a bare loop over ONNX Runtime, and the memory it takes.

Both predict the same encoded pairs, every two of some mutants of a reference, in one thread. The bare loop is
handed its matrices ready made; the worker gathers them, shares runs, looks whether it was called off and tells
its progress. Then whole jobs are timed, from staged letters to packed JSON, none of whose sequences the worker
has seen before, and pairs beside one. The worker keeps its results, as it does while serving.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

import numpy as np

from driftline_worker.attempts.attempts import Attempts
from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.attempts.staging import Staged
from driftline_worker.checking.pairs import plan_pairs
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.contract import Dispatch, Record
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.metrics import Metrics
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.many import embeddings_of, predict
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import SequenceChecker
from driftline_worker.status.messages import SignedLine
from testing.fakes import FakeStaging
from testing.samples import dispatch

MODELS = Path(__file__).parents[2] / "main" / "models"
SUBTYPE = "H3N2"
BARE_BATCHES = (16, 64)
"""Pairs in a run of the bare loop; the faster counts."""
SLICES = 5
"""Each run measures both by turns, so that what else the machine does hits both."""
PAIRS_ALONE = 50
PATIENCE = 900.0


@dataclass(frozen=True)
class Task:
    """What is measured."""

    models: ModelRepository
    predictor: Predictor
    records: int
    runs: int

    @property
    def pairs(self) -> int:
        return self.records * (self.records - 1) // 2

    def strains(self, seed: int) -> list[Record]:
        """Return the reference with 5 to 60 substitutions, other ones for each seed."""
        draw = np.random.default_rng(seed)
        found = []
        for number in range(1, self.records + 1):
            letters = list(references()[SUBTYPE].target)
            for site in draw.choice(329, draw.integers(5, 60), replace=False):
                letters[site] = "ARNDCQEGHILKMFPSTWYV"[draw.integers(20)]
            found.append(Record(record=number, name=f"A/Bench/{number}/2005", letters="".join(letters)))
        return found


def main() -> int:
    """Measure and print."""
    task = _task()
    manifest = task.predictor.version.manifest
    print(
        f"{manifest.name} {manifest.version}, {task.predictor.encoding_id}, {SUBTYPE}: {task.records} records, "
        f"{task.pairs} pairs; medians of {task.runs} runs; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )
    measured = [_rates(task, seed) for seed in range(task.runs)]
    bare, ours, ratio = (median(values) for values in zip(*measured, strict=True))
    print(f"bare ONNX Runtime loop  {bare:9.0f} pairs/s")
    print(f"worker, predicting      {ours:9.0f} pairs/s, {ratio:.0%} of the bare loop")
    desk = Desk(task)
    whole = median(desk.job(task.strains(seed)) for seed in range(task.runs))
    print(f"worker, whole job       {task.pairs / whole:9.0f} pairs/s, {whole:.1f} s from letters to packed result")
    alone, beside = desk.pairs_beside()
    for name, seconds in (("pair alone", alone), ("pair beside such a job", beside)):
        print(f"{name:23} {1000 * median(seconds):9.1f} ms, worst of {len(seconds)}: {1000 * max(seconds):.1f} ms")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"resident memory, most   {most:9.0f} MiB, with {desk.kept_results} large results kept")
    desk.close()
    return 0


def _rates(task: Task, seed: int) -> tuple[float, float, float]:
    """Return pairs a second of the bare loop and of the worker's stage predicting, and their ratio."""
    checker = SequenceChecker()
    records = task.strains(seed)[: max(2, task.records // 4)]
    checked = [CheckedRecord(each.record, each.name, checker.check(each.letters)) for each in records]
    predictor = task.predictor
    encoded = np.stack([predictor.encode(each.checked.aligned) for each in checked])
    rates = [
        (max(_bare(predictor, encoded, size) for size in BARE_BATCHES), _ours(predictor, checked))
        for _ in range(SLICES)
    ]
    bare, ours = (median(values) for values in zip(*rates, strict=True))
    return bare, ours, median(own / loop for loop, own in rates)


def _bare(predictor: Predictor, encoded: Any, size: int) -> float:
    session = predictor.network.session()
    draw = np.random.default_rng(size)
    feeds = [{side: encoded[draw.integers(len(encoded), size=size)] for side in "ab"} for _ in range(20)]
    session.run(None, feeds[0])
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < 0.5:
        for feed in feeds:
            session.run(["probability", "distance"], feed)
            done += size
    return done / (time.perf_counter() - began)


def _ours(predictor: Predictor, records: Sequence[CheckedRecord]) -> float:
    plan = plan_pairs("all", records, ())
    embeddings = embeddings_of(plan, records, {SUBTYPE: predictor})
    for embedding in embeddings.values():
        embedding.encode(lambda: None)
    began = time.perf_counter()
    predict(plan, {SUBTYPE: predictor}, embeddings, lambda _: None)
    return len(plan.rows) / (time.perf_counter() - began)


class Desk:
    """The worker's attempts on a store in memory."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._staging = FakeStaging()
        tools = Tools(self._staging, SequenceChecker(), task.models, ENCODINGS, Metrics())
        self._attempts = Attempts(lambda attempt: run(attempt, tools), self._say, self._staging, Metrics(), 2, 16)
        self._attempts.start()
        self._ended: dict[str, Event] = {}
        self._number = 0
        self.kept_results = 0

    def job(self, records: Sequence[Record], mode: str = "all") -> float:
        """Work a job to its end; return its seconds."""
        wanted = self._stage(records, mode)
        began = time.perf_counter()
        self._attempts.accept(wanted)
        assert self._ended[wanted.routing_key].wait(PATIENCE)
        seconds = time.perf_counter() - began
        del self._staging.results[wanted.result_key], self._staging.items[wanted.sequences_key]
        self.kept_results += mode != "pair"
        return seconds

    def pairs_beside(self) -> tuple[list[float], list[float]]:
        """Return the seconds of pairs one after another, alone and while a large job runs."""
        strains = iter([each for seed in range(100, 120) for each in self._task.strains(seed)])

        def pair() -> float:
            return self.job([next(strains), next(strains)], "pair")

        alone = [pair() for _ in range(PAIRS_ALONE)]
        large = Thread(target=self.job, args=(self._task.strains(99),))
        large.start()
        beside = []
        while large.is_alive():
            beside.append(pair())
        return alone, beside

    def close(self) -> None:
        """Stop the worker's threads."""
        self._attempts.close(1)

    def _stage(self, records: Sequence[Record], mode: str) -> Dispatch:
        self._number += 1
        name, manifest = f"bench{self._number}", self._task.predictor.version.manifest
        self._staging.items[name] = Staged([each.model_copy(update={"record": n}) for n, each in enumerate(records, 1)])
        self._ended[name] = Event()
        return dispatch(
            job=name,
            model={"id": 1, "name": manifest.name, "version": manifest.version},
            encoding=self._task.predictor.encoding_id,
            mode=mode,
            sequencesKey=name,
            resultKey=f"result:{name}",
            routingKey=name,
        )

    def _say(self, line: SignedLine) -> None:
        if line.end:
            self._ended[line.routing_key].set()


def _task() -> Task:
    parser = argparse.ArgumentParser(
        prog="scripts/bench --worker", description="Measure the worker without a gateway, by shipped models."
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement (%(default)s)")
    parser.add_argument("--records", type=int, default=447, help="records of the large job (%(default)s: 99 681 pairs)")
    parser.add_argument("--model", default="cnn", help="name of a shipped model (%(default)s)")
    parser.add_argument("--encoding", help="encoding (the model's first)")
    options = parser.parse_args()
    models = ModelRepository(MODELS, ENCODINGS)
    models.warm()
    versions = [each for each in models.versions() if each.manifest.name == options.model]
    if not versions:
        parser.error(f"no model {options.model} is shipped")
    encoding = options.encoding or versions[-1].manifest.encodings[0]
    return Task(models, Predictor.choose(versions[-1], SUBTYPE, encoding, ENCODINGS), options.records, options.runs)


if __name__ == "__main__":
    sys.exit(main())
