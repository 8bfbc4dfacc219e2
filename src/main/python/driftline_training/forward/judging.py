"""How good answers to later pairs are, and how sure one can be of it.

Labels that a bound leaves open count for nothing but the distance; a bound costs max(0, bound - distance).
Resampling draws viruses, not pairs: a pair counts as often as both of its viruses were drawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.stage import Table
from driftline_training.metrics import auc, ece, mcc

RESAMPLES = 100
SEED = 20
QUANTILES = (0.05, 0.95)
NAMES = ("mcc", "auc", "maeLog2", "brier", "ece")


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers to the pairs of one subtype, (pairs,) each; `virus` numbers both viruses of a pair, (pairs, 2)."""

    pairs: Table
    virus: NDArray[np.int64]
    probability: Floats
    distance: Floats
    low: Floats
    high: Floats

    def where(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> "Judged":
        """Keep some pairs; a place may come twice."""
        return Judged(
            self.pairs.where(chosen),
            self.virus[chosen],
            self.probability[chosen],
            self.distance[chosen],
            self.low[chosen],
            self.high[chosen],
        )

    def scores(self) -> dict[str, float]:
        """Score by `NAMES`; NaN where nothing is left to judge, as a resample may have it."""
        certain = self.pairs.certain
        if not certain.any():
            return dict.fromkeys(NAMES, float("nan"))
        truth, stated = self.pairs.variant[certain], self.probability[certain]
        off = self.pairs.distance - self.distance
        error = np.where(self.pairs.censored, np.maximum(off, 0), np.abs(off))
        return {
            "mcc": mcc(truth, stated >= 0.5),
            "auc": auc(truth, stated),
            "maeLog2": float(error.mean()),
            "brier": float(((stated - truth) ** 2).mean()),
            "ece": ece(truth, stated),
        }

    def coverage(self) -> float:
        """Share of pairs inside their interval, of those with one; a bound is inside unless it lies above."""
        distance, stated = self.pairs.distance, np.isfinite(self.high)
        inside = (distance <= self.high) & ((distance >= self.low) | self.pairs.censored)
        return float(inside[stated].mean()) if stated.any() else float("nan")

    def drawn(self, draw: np.random.Generator) -> "Judged":
        """Draw the viruses again, with replacement."""
        viruses, place = np.unique(self.virus, return_inverse=True)
        times = np.bincount(draw.integers(0, len(viruses), len(viruses)), minlength=len(viruses))
        place = place.reshape(self.virus.shape)
        return self.where(np.repeat(np.arange(len(self.pairs)), times[place[:, 0]] * times[place[:, 1]]))


def joined(parts: Sequence[Judged]) -> Judged:
    """Put the answers of several windows together."""
    pairs = Table(*(np.concatenate([getattr(each.pairs, name) for each in parts]) for name in Table.__slots__))
    rest = ("virus", "probability", "distance", "low", "high")
    return Judged(pairs, *(np.concatenate([getattr(each, name) for each in parts]) for name in rest))


def macro(subtypes: Mapping[str, Judged]) -> dict[str, float]:
    """Average the scores of the subtypes, each counting the same."""
    given = [each.scores() for each in subtypes.values()]
    return {name: _mean([each[name] for each in given]) for name in NAMES}


def _mean(values: Sequence[float]) -> float:
    known = [each for each in values if np.isfinite(each)]
    return float(np.mean(known)) if known else float("nan")


def intervals(subtypes: Mapping[str, Judged]) -> dict[str, tuple[float, float]]:
    """90 % intervals of the mean over subtypes; of one subtype where one is given."""
    return _spread(lambda draw: macro({name: each.drawn(draw) for name, each in subtypes.items()}))


def gain(new: Mapping[str, Judged], old: Mapping[str, Judged]) -> dict[str, tuple[float, float, float]]:
    """Difference of the means over subtypes, new less old on the same pairs, with its 90 % interval."""
    seeds = {name: number for number, name in enumerate(new)}

    def once(draw: np.random.Generator) -> dict[str, float]:
        base = int(draw.integers(1 << 31))
        one, other = (
            macro({name: each[name].drawn(np.random.default_rng([base, seeds[name]])) for name in seeds})
            for each in (new, old)
        )
        return {name: one[name] - other[name] for name in NAMES}

    spread, mean_new, mean_old = _spread(once), macro(new), macro(old)
    return {name: (mean_new[name] - mean_old[name], *spread[name]) for name in NAMES}


def _spread(once: Callable[[np.random.Generator], dict[str, float]]) -> dict[str, tuple[float, float]]:
    draw = np.random.default_rng(SEED)
    drawn = [once(draw) for _ in range(RESAMPLES)]
    found = {}
    for name in NAMES:
        low, high = np.nanquantile([each[name] for each in drawn], QUANTILES)
        found[name] = (float(low), float(high))
    return found
