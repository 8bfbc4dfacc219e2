"""One encoding from data to ONNX: forecast every split, judge, train on all, export."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.utils import deterministic

from driftline_training import registration
from driftline_training.data import SITES, SubtypeData, load
from driftline_training.evaluate import (
    Line,
    Part,
    Workbench,
    across_strains,
    calibrate_on,
    forward_in_time,
    judge,
    judge_baselines,
)
from driftline_training.export import Served, export
from driftline_training.fit import Settings
from driftline_training.golden import golden_pairs
from driftline_worker.encodings import ENCODINGS

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may choose."""

    data: Path
    models: Path
    report: Path
    seed: int
    processes: int
    encodings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one encoding contributes."""

    lines: list[Line]
    networks: list[registration.Network]
    golden: list[dict[str, Any]]


def load_all(folder: Path) -> dict[str, SubtypeData]:
    """Read every subtype."""
    return {name: load(folder, name) for name in SITES}


def run(encoding: str, options: Options, folder: Path) -> Outcome:
    """Evaluate and export one encoding, in a process of its own."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    # every array is written before it is read; filling them first only costs time
    setattr(deterministic, "fill_uninitialized_memory", False)  # noqa: B010, not in the type stubs
    settings = Settings()
    bench = Workbench.lay_out(encoding, load_all(options.data), options.data)
    parts = forward_in_time(bench, settings, options.seed)
    networks, golden = _ship(bench, parts, settings, options, folder)
    folds = across_strains(bench, settings, options.seed)
    first = encoding == options.encodings[0]
    lines = list(_judge_all(bench, parts, folds, with_baselines=first))
    for line in lines:
        LOG.info("%s", line)
    return Outcome(lines, networks, golden)


def _judge_all(
    bench: Workbench,
    parts: dict[str, list[Part]],
    folds: dict[str, list[Part]],
    *,
    with_baselines: bool,
) -> Iterable[Line]:
    for subtype in bench.subtypes:
        *earlier, final = parts[subtype]
        groups = {
            "time": [[final, *earlier]],
            "strain-disjoint": _each_against_the_others(folds[subtype]),
            "rolling": _each_against_the_others(earlier),
        }
        for split, judged in groups.items():
            if with_baselines:
                yield from judge_baselines(bench, split, subtype, [each[0] for each in judged])
            yield judge(bench, split, subtype, judged)


def _each_against_the_others(parts: list[Part]) -> list[list[Part]]:
    return [[each, *(other for other in parts if other is not each)] for each in parts]


def _ship(
    bench: Workbench,
    parts: dict[str, list[Part]],
    settings: Settings,
    options: Options,
    folder: Path,
) -> tuple[list[registration.Network], list[dict[str, Any]]]:
    """Train on everything, calibrate on all forecasts, export, and record golden answers."""
    whole = {name: known.two_way.year > 0 for name, known in bench.subtypes.items()}
    members = bench.train(whole, settings, options.seed)
    networks, answers = [], []
    for subtype, known in bench.subtypes.items():
        calibration = calibrate_on(parts[subtype])
        served = Served(members, subtype, calibration).eval()
        encoded, pairs = bench.encoded[subtype], known.two_way
        example = (encoded[pairs.a[:64]], encoded[pairs.b[:64]])
        file = f"{subtype.lower()}-{bench.encoding}.onnx"
        sha256 = export(served, example, folder / file)
        _, sites, features = encoded.shape
        networks.append(registration.Network(bench.encoding, subtype, file, sha256, sites, features, calibration))
        answers += _golden(served, bench, subtype, options.data)
        LOG.info("exported %s: %s", file, calibration)
    return networks, answers


def _golden(served: Served, bench: Workbench, subtype: str, data: Path) -> list[dict[str, Any]]:
    encode = ENCODINGS[bench.encoding].encode
    answers = []
    for its_subtype, (a, ha1_a), (b, ha1_b) in golden_pairs(data):
        if its_subtype != subtype:
            continue
        with torch.no_grad():
            probability, distance = served(
                torch.from_numpy(encode(ha1_a, subtype)[None]), torch.from_numpy(encode(ha1_b, subtype)[None])
            )
        answers.append(
            {
                "subtype": subtype,
                "encoding": bench.encoding,
                "a": a,
                "b": b,
                "probability": round(float(probability[0]), 4),
                "distanceLog2": round(float(distance[0]), 4),
            }
        )
    return answers
