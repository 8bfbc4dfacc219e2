"""Forecast every split, calibrate without the judged pairs, and score.

Each split is one sequence of *parts*: windows of years, or folds of strains. A part's
forecasts come from networks that never saw its pairs, and its calibration from the
forecasts of other parts: of earlier windows (time), or of the other folds (strain-disjoint).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from driftline_training import baselines, splits
from driftline_training.calibration import Calibration, calibrate
from driftline_training.data import Pairs, SubtypeData
from driftline_training.fit import Material, Settings, fit_members, forecast
from driftline_training.metrics import Scores, score
from driftline_training.network import SiameseCnn
from driftline_training.sites import site_groups
from driftline_worker.encodings import ENCODINGS

LOG = logging.getLogger(__name__)
FOLDS = 4
FOLD_SEED = 1


@dataclass(frozen=True, slots=True)
class Part:
    """Forecasts of one window or fold, before calibration; raw has shape (pairs,)."""

    first: int
    split: splits.Split
    pairs: Pairs
    raw: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the evaluation table."""

    model: str
    encoding: str
    subtype: str
    split: str
    first: int
    scores: Scores
    coverage: float = float("nan")


@dataclass(frozen=True, slots=True)
class Workbench:
    """One encoding's tensors for every subtype."""

    encoding: str
    subtypes: Mapping[str, SubtypeData]
    encoded: Mapping[str, torch.Tensor]
    member: Mapping[str, NDArray[np.float32]]

    @classmethod
    def lay_out(cls, encoding: str, subtypes: Mapping[str, SubtypeData], folder: Path) -> "Workbench":
        """Encode every strain."""
        encode = ENCODINGS[encoding].encode
        return cls(
            encoding,
            subtypes,
            {
                name: torch.from_numpy(np.stack([encode(each, name) for each in known.sequences]))
                for name, known in subtypes.items()
            },
            {name: site_groups(folder, name) for name in subtypes},
        )

    def train(self, chosen: Mapping[str, NDArray[np.bool_]], settings: Settings, seed: int) -> list[SiameseCnn]:
        """Train on the chosen pairs of each subtype that has enough of them."""
        material = {
            name: Material(
                self.encoded[name],
                torch.from_numpy(self.member[name]),
                self.subtypes[name].two_way.where(mask),
            )
            for name, mask in chosen.items()
            if mask.sum() >= splits.FEWEST_TO_TRAIN
        }
        return fit_members(material, settings, seed)

    def forecast(self, members: list[SiameseCnn], subtype: str, split: splits.Split, first: int) -> Part:
        """Forecast the held-out pairs of a split."""
        pairs = self.subtypes[subtype].two_way.where(split.held_out)
        return Part(first, split, pairs, forecast(members, subtype, self.encoded[subtype], pairs))


def forward_in_time(bench: Workbench, settings: Settings, seed: int) -> dict[str, list[Part]]:
    """Forecast successive windows of years; the final window comes last."""
    parts: dict[str, list[Part]] = {name: [] for name in bench.subtypes}
    due = {name: dict(splits.windows(known.two_way, name)) for name, known in bench.subtypes.items()}
    for cut in splits.CUTS:
        members = bench.train(
            {name: known.two_way.year < cut for name, known in bench.subtypes.items()},
            settings,
            seed,
        )
        for name, window in due.items():
            if cut in window:
                parts[name].append(bench.forecast(members, name, window[cut], cut))
        LOG.info("forecast from %d, %s", cut, bench.encoding)
    return parts


def across_strains(bench: Workbench, settings: Settings, seed: int) -> dict[str, list[Part]]:
    """Forecast folds of strains that no training pair touches."""
    fold_of = {
        name: splits.strain_folds(len(known.strains), FOLDS, FOLD_SEED) for name, known in bench.subtypes.items()
    }
    parts: dict[str, list[Part]] = {name: [] for name in bench.subtypes}
    for fold in range(FOLDS):
        cut = {
            name: splits.strain_disjoint(known.two_way, fold_of[name], fold) for name, known in bench.subtypes.items()
        }
        members = bench.train({name: each.train for name, each in cut.items()}, settings, seed)
        for name, each in cut.items():
            parts[name].append(bench.forecast(members, name, each, 0))
        LOG.info("forecast strain fold %d, %s", fold, bench.encoding)
    return parts


def calibrate_on(parts: list[Part]) -> Calibration:
    """Fit the calibration to the forecasts of some parts."""
    return calibrate(
        np.concatenate([each.raw for each in parts]),
        np.concatenate([each.pairs.distance for each in parts]),
        np.concatenate([each.pairs.censored for each in parts]),
    )


def judge(bench: Workbench, split: str, subtype: str, judged: list[list[Part]]) -> Line:
    """Score parts; each comes as [judged part, parts that calibrate it...]."""
    said, columns, covered = [], [], []
    for part, *others in judged:
        calibration = calibrate_on(others)
        probability, distance = calibration.probability(part.raw), calibration.distance(part.raw)
        said.append(probability >= 0.5)
        columns.append((part.pairs, probability, distance))
        within = np.abs(distance - part.pairs.distance) <= calibration.half_width_log2
        covered.append(within[~part.pairs.censored])
    scores = _score(said, columns)
    first = judged[0][0].first
    coverage = float(np.concatenate(covered).mean())
    return Line("cnn", bench.encoding, subtype, split, first, scores, coverage)


def judge_baselines(bench: Workbench, split: str, subtype: str, parts: list[Part]) -> list[Line]:
    """Score every baseline on the same parts."""
    known = bench.subtypes[subtype]
    given = [
        baselines.answers(
            known.sequences,
            bench.member[subtype],
            known.two_way.where(part.split.train),
            part.pairs,
        )
        for part in parts
    ]
    return [
        Line(
            name,
            "",
            subtype,
            split,
            parts[0].first,
            _score(
                [each[name].said for each in given],
                [
                    (part.pairs, each[name].probability, each[name].distance)
                    for part, each in zip(parts, given, strict=True)
                ],
            ),
        )
        for name in given[0]
    ]


def _score(
    said: list[NDArray[np.bool_]],
    columns: list[tuple[Pairs, NDArray[np.float64], NDArray[np.float64]]],
) -> Scores:
    return score(
        np.concatenate([pairs.variant for pairs, _, _ in columns]),
        np.concatenate([probability for _, probability, _ in columns]),
        np.concatenate(said),
        np.concatenate([pairs.distance for pairs, _, _ in columns]),
        np.concatenate([distance for _, _, distance in columns]),
        np.concatenate([~pairs.censored for pairs, _, _ in columns]),
    )
