"""``scripts/bench --steps``: what the steps of a pair cost the processor, each beside the long way of doing it.

Both ways work on the same records by turns and in one process, so that what else the machine does hits both; what is
told is the processor time of the process, medians. The long ways are an alignment by the full table, and an ONNX file
run as it stands for each pair; where there is none, a dash.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from driftline_worker.batch.fasta import read_fasta
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.encodings.residues import codes
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import ModelVersion
from driftline_worker.predicting.agreement import opinions, others_for
from driftline_worker.predicting.contributions import Walks
from driftline_worker.predicting.explanation import with_reasons
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.substitutions import differing_sites
from driftline_worker.reference.references import references
from driftline_worker.sequences import placement
from driftline_worker.sequences.checker import Checked, check_letters
from driftline_worker.sequences.straight import Straight, straight

MODELS = Path(__file__).parents[2] / "main" / "models"
SUBTYPE = "H3N2"
PAIRS = 256
Row = tuple[str, float | None, float]
RESIDUES = "ARNDCQEGHILKMFPSTWYV"


@dataclass(frozen=True)
class Bench:
    """What is measured on."""

    letters: list[str]
    turns: int

    def of(self, *ways: Callable[[int], object]) -> list[float]:
        """Return the median milliseconds of processor time of each way, called with the number of the turn."""
        taken: list[list[float]] = [[] for _ in ways]
        for way in ways:
            way(0)
        for turn in range(self.turns):
            for way, times in zip(ways, taken, strict=True):
                began = time.process_time()
                way(turn)
                times.append(1000 * (time.process_time() - began))
        return [median(times) for times in taken]

    def letter(self, turn: int) -> str:
        """Return the letters of a record, another one each turn."""
        return self.letters[turn % len(self.letters)]


def main() -> int:
    """Measure and print rows of a table."""
    parser = argparse.ArgumentParser(prog="scripts/bench --steps", description="Measure the steps of a pair.")
    parser.add_argument("--turns", type=int, default=60, help="turns of each measurement (%(default)s)")
    parser.add_argument("--fasta", type=Path, help="records of H3N2 to measure on (mutants of the reference)")
    options = parser.parse_args()
    letters = [each for _, each in read_fasta(options.fasta)] if options.fasta else list(mutants())
    bench = Bench(letters, options.turns)
    models = ModelRepository(MODELS, dict(ENCODINGS))
    print(
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; "
        f"medians of {options.turns} turns, processor time\n"
    )
    print("| step | the long way, ms | as it is, ms |\n| --- | --- | --- |")
    for name, long, short in (*_checks(bench), *_networks(bench, models), *_reasons(bench, models)):
        print(f"| {name} | {'-' if long is None else f'{long:.3f}'} | {short:.3f} |", flush=True)
    return 0


def mutants() -> Iterator[str]:
    """Give whole HA1 with 5 to 60 substitutions."""
    draw = np.random.default_rng(1)
    for _ in range(200):
        letters = list(references()[SUBTYPE].target)
        for site in draw.choice(329, draw.integers(5, 60), replace=False):
            letters[site] = RESIDUES[draw.integers(20)]
        yield "".join(letters)


def _checks(bench: Bench) -> Iterator[Row]:
    long, short = bench.of(
        lambda turn: _by_the_table(bench.letter(turn)), lambda turn: check_letters(bench.letter(turn))
    )
    yield "check and place a record", long, short


def _by_the_table(letters: str) -> Checked:
    def never(_: str, __: str) -> Straight | None:
        return None

    placement.straight = never
    try:
        return check_letters(letters)
    finally:
        placement.straight = straight


def _networks(bench: Bench, models: ModelRepository) -> Iterator[Row]:
    aligned = _aligned(bench)
    draw = np.random.default_rng(2)
    a, b = draw.integers(len(aligned), size=(2, PAIRS))
    for version in models.versions():
        predictor = _predictor(version)
        if predictor is None:
            continue
        encoded = np.stack([predictor.encode(each) for each in aligned])
        known = encoded.any(axis=2, keepdims=True).all(axis=0, keepdims=True)
        network, session = predictor.network, predictor.network.session()
        features = network.embed(encoded * known)
        one, other = features.take(a), features.take(b)
        feeds = {"a": encoded[a] * known, "b": encoded[b] * known}
        long, short = bench.of(
            lambda _, session=session, feeds=feeds: session.run(None, feeds),
            lambda _, network=network, one=one, other=other: network.compare(one, other),
        )
        yield f"a pair of many, {version.called}", long / PAIRS, short / PAIRS
        (embedding,) = bench.of(lambda turn, network=network, encoded=encoded: network.embed(encoded[turn % 8 :][:1]))
        yield f"what {version.called} makes of a record", None, embedding


def _reasons(bench: Bench, models: ModelRepository) -> Iterator[Row]:
    versions = models.versions()
    predictor = _predictor(_default(versions))
    assert predictor is not None
    records = [CheckedRecord(n, f"A/{n}/2005", check_letters(each)) for n, each in enumerate(bench.letters, 1)]
    usable = [each for each in records if each.subtype == SUBTYPE]
    session = predictor.network.session()

    def whole(a: str, b: str, sites: list[int]) -> object:
        walks = Walks.between(a, b, len(sites))
        encoded = predictor.encode_all(walks.hybrids(codes(a), codes(b), sites))
        one = np.repeat(predictor.encode(a)[np.newaxis], len(encoded), axis=0)
        return walks.contributions(session.run(["distance"], {"a": one, "b": encoded})[0])

    def reasons(turn: int, explained: Callable[[str, str, list[int]], object]) -> None:
        a, b = (usable[(2 * turn + side) % len(usable)].checked.aligned for side in (0, 1))
        explained(a, b, differing_sites(a, b))

    long, short = bench.of(
        lambda turn: reasons(turn, whole), lambda turn: reasons(turn, partial(with_reasons, predictor))
    )
    yield f"a pair with its reasons, {predictor.version.called}", long, short
    others = others_for(predictor, versions, dict(ENCODINGS))
    (heard,) = bench.of(
        lambda turn: opinions(others, usable[turn % 40].checked.aligned, usable[turn % 40 + 1].checked.aligned, False)
    )
    yield f"what {len(others)} other models say of a pair", None, heard


def _aligned(bench: Bench) -> list[str]:
    checked = [check_letters(each) for each in bench.letters[:80]]
    return [each.aligned for each in checked if each.subtype == SUBTYPE]


def _default(versions: list[ModelVersion]) -> ModelVersion:
    return max((each for each in versions if each.manifest.name == "ensemble"), key=lambda each: each.manifest.age)


def _predictor(version: ModelVersion) -> Predictor | None:
    served = [encoding for encoding in version.manifest.encodings if (SUBTYPE, encoding) in version.networks]
    return Predictor.choose(version, SUBTYPE, served[0], dict(ENCODINGS)) if served else None


if __name__ == "__main__":
    sys.exit(main())
