"""The members together: curve, process on it, trees and boosting on what both say of pairs before they were known.

A training pair must be told by curve and process as a later pair will be: by fits that have not seen its years.
So the years are cut into *blocks*; the pairs of a block are told by fits on the years before it, and the pairs of the
first block by fits on themselves with a third of the strains left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from driftline_training.data import VARIANT_LOG2
from driftline_training.forward.learners import curve as curves
from driftline_training.forward.learners import process as processes
from driftline_training.forward.learners.curve import Curve, CurveSettings
from driftline_training.forward.learners.features import GroundForecast, features
from driftline_training.forward.learners.forecasts import MemberForecasts
from driftline_training.forward.learners.forests import ForestSettings, Learner, boosted, randomised
from driftline_training.forward.learners.process import Process, ProcessSettings
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.numbering import GAP
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, Table, joined

BLOCKS = (1998, 2002, 2004, 2006, 2008, 2010, 2012, 2013)
FEWEST = 30
"""Pairs of a subtype that a process needs."""
FOLDS = 3
ROUNDS, SHRINK = 5, 2.0
"""Of the estimate of potency and avidity."""
LEARNERS = {"trees": randomised, "boosting": boosted}


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is chosen."""

    curve: CurveSettings = field(default_factory=CurveSettings)
    process: ProcessSettings = field(default_factory=ProcessSettings)
    forest: ForestSettings = field(default_factory=ForestSettings)
    one_way_in_process: bool = True
    one_way_in_trees: float = 0.0
    """Weight of a one-way row in trees and boosting, 0 for none."""
    one_way_rows: int = 6000
    label_in_trees: float = 0.2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """Curve, and a process for each subtype with enough pairs."""

    curve: Curve
    processes: Mapping[str, Process]
    settings: Settings

    def tell(self, stage: Stage, table: Table) -> GroundForecast:
        """Tell rows; without a process the curve stands alone."""
        weights = self.curve.weights(stage, table)
        mean, variance = np.zeros(len(table)), np.full(len(table), self.settings.process.spread**2)
        for name, process in self.processes.items():
            own = table.subtype == SUBTYPES.index(name)
            if own.any():
                mean[own], variance[own] = process.answer(stage, table.where(own))
        return GroundForecast(weights, self.curve.of(weights, table.subtype), mean, np.sqrt(variance))


def ground(stage: Stage, before: int, settings: Settings, without: NDArray[np.int64] | None = None) -> Ground:
    """Fit curve and processes on all rows of the years before one, and without some strains."""
    two, one, label = (each.where(each.year < before) for each in (stage.two_way, stage.one_way, stage.labels))
    if without is not None:
        two, one, label = (
            each.where(~np.isin(each.a, without) & ~np.isin(each.b, without)) for each in (two, one, label)
        )
    fitted = curves.fit(stage, two, one, label, settings.curve)
    found = {}
    for name in SUBTYPES:
        own = two.of(name)
        if len(own) >= FEWEST:
            found[name] = _process(stage, name, fitted, own, one, settings)
    return Ground(fitted.curve, found, settings)


def _process(stage: Stage, name: str, fitted: curves.Fitted, own: Table, one_way: Table, settings: Settings) -> Process:
    wanted = settings.process
    said = fitted.curve.distance(stage, own)
    kept = ~own.censored | (own.distance > said)  # a bound that the curve respects tells nothing
    rows, residual = own.where(kept), (own.distance - said)[kept]
    noise = wanted.noise * np.sqrt(wanted.repeat + (1 - wanted.repeat) / np.minimum(rows.readings, 4))
    if settings.one_way_in_process:
        mine = one_way.subtype == SUBTYPES.index(name)
        extra = one_way.where(mine)
        beyond = extra.distance - fitted.offset[mine] - fitted.curve.distance(stage, extra)
        told = ~extra.censored | (beyond > 0)
        rows = joined(rows, extra.where(told))
        residual = np.concatenate([residual, np.clip(beyond[told], -4, 4)])
        noise = np.concatenate([noise, np.full(int(told.sum()), wanted.one_way_noise)])
    return processes.fit(stage, name, fitted.curve, rows, residual, noise, wanted)


class GroundForecaster:
    """Tells rows by fits on years before them; keeps the fits, which are the same for every window."""

    def __init__(self, stage: Stage, settings: Settings) -> None:
        self._stage, self._settings = stage, settings
        self._grounds: dict[int, Ground] = {}

    def ground(self, before: int) -> Ground:
        """Return the fit on the years before one."""
        if before not in self._grounds:
            self._grounds[before] = ground(self._stage, before, self._settings)
        return self._grounds[before]

    def before(self, table: Table, cut: int) -> GroundForecast:
        """Tell rows of the years before a cut, each by the fit on the years before its block."""
        told = GroundForecast(*(np.zeros(len(table)) for _ in range(4)))
        starts = [each for each in BLOCKS if each < cut]
        for start, end in zip(starts, [*starts[1:], cut], strict=True):
            mine = (table.year >= start) & (table.year < end)
            if mine.any():
                _put(told, mine, self.ground(start).tell(self._stage, table.where(mine)))
        fold_of = self._stage.virus % FOLDS
        for fold in range(FOLDS):
            mine = (table.year < BLOCKS[0]) & (fold_of[table.a] == fold)
            if mine.any():
                _put(told, mine, self._without(fold).tell(self._stage, table.where(mine)))
        return told

    def _without(self, fold: int) -> Ground:
        """Return the fit on the first block's pairs of which no strain is in a fold of the viruses."""
        if -fold - 1 not in self._grounds:
            left_out = np.flatnonzero(self._stage.virus % FOLDS == fold)
            self._grounds[-fold - 1] = ground(self._stage, BLOCKS[0], self._settings, left_out)
        return self._grounds[-fold - 1]


@dataclass(frozen=True, slots=True)
class Blend:
    """All members fitted on the years before a cut."""

    ground: Ground
    learners: Mapping[str, Learner]

    def say(self, stage: Stage, table: Table) -> MemberForecasts:
        """Answer rows."""
        told = self.ground.tell(stage, table)
        seen = features(stage, table, told)
        probability = {name: each.probability(seen) for name, each in self.learners.items()}
        distance = {name: each.log2(seen) for name, each in self.learners.items()}
        noise = self.ground.settings.process.noise
        distance["curve"], distance["process"] = told.curve, told.curve + told.mean
        spread = np.sqrt(told.spread**2 + noise**2)
        probability["process"] = ndtr((distance["process"] - VARIANT_LOG2) / spread)
        probability["curve"] = ndtr((told.curve - VARIANT_LOG2) / np.sqrt(1 + noise**2))
        return MemberForecasts(probability, distance, told)


def fit(stage: Stage, cut: int, teller: GroundForecaster, settings: Settings) -> Blend:
    """Fit every member on the years before a cut."""
    pairs = stage.two_way.where(stage.two_way.year < cut)
    labels, one_way = further(stage, cut, settings)
    train = joined(pairs, labels, one_way)
    told = teller.before(train, cut)
    said = told.curve + told.mean
    distance = np.where(train.censored, np.maximum(train.distance, said), train.distance)
    shares = (1.0, settings.label_in_trees, settings.one_way_in_trees)
    weight = np.concatenate(
        [share * _precision(each) for share, each in zip(shares, (pairs, labels, one_way), strict=True)]
    )
    last = np.arange(len(train)) >= len(pairs) + len(labels)
    distance[last] -= offsets(train.where(last), said[last])
    given = (features(stage, train, told), distance >= VARIANT_LOG2, train.certain, distance, weight)
    learners = {name: learn(*given, settings.forest, settings.seed) for name, learn in LEARNERS.items()}
    return Blend(teller.ground(cut), learners)


def further(stage: Stage, cut: int, settings: Settings) -> tuple[Table, Table]:
    """Give the rows beside two-way pairs that the trees learn from.

    These are labels of B in which a strain lacks residues of 162 to 164, and, where asked for, one-way distances.
    """
    labels, one_way = (each.where(each.year < cut) for each in (stage.labels, stage.one_way))
    slots = stage.numbering.slots["BVic"][np.array(curves.LOST) - 1]
    lost = (stage.residues[:, slots] == GAP).any(axis=1) & np.array([own == "BVic" for own, _ in stage.strains])
    labels = labels.where(lost[labels.a] | lost[labels.b])
    wanted = settings.one_way_rows if settings.one_way_in_trees else 0
    chosen = np.sort(np.random.default_rng(settings.seed).permutation(len(one_way))[:wanted])
    one_way = one_way.where(chosen)
    return labels, replace(one_way, certain=~one_way.censored | one_way.variant)


def offsets(rows: Table, said: Floats) -> Floats:
    """Estimate potency of sera and avidity of viruses from what is left of one-way rows, shrunken; (rows,)."""
    left = np.clip(rows.distance - said, -4, 4)
    sera, serum = np.unique(rows.b, return_inverse=True)
    viruses, virus = np.unique(rows.a, return_inverse=True)
    potency, avidity = np.zeros(len(sera)), np.zeros(len(viruses))
    for _ in range(ROUNDS):
        potency = _effect(left - avidity[virus], serum, len(sera))
        avidity = _effect(left - potency[serum], virus, len(viruses))
    return potency[serum] + avidity[virus]


def _effect(left: Floats, group: NDArray[np.int64], count: int) -> Floats:
    return np.bincount(group, left, count) / (np.bincount(group, minlength=count) + SHRINK)


def _precision(table: Table) -> Floats:
    return np.sqrt(np.minimum(table.readings, 4))


def _put(told: GroundForecast, mine: NDArray[np.bool_], found: GroundForecast) -> None:
    for name in GroundForecast.__slots__:
        getattr(told, name)[mine] = getattr(found, name)
