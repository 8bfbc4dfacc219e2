"""From what the members say to what is served: probability, distance, interval, three verdicts.

    p = weighted mean of the members' probabilities
    d = weighted mean of the members' distances less a shift, put on the side of 2 log2 that p is on

A slope and an intercept for p, shrunken or not, gave nothing on the windows to 2015; the shift, the shrunken median
error of earlier forecasts, lowered the error of distances (H1N1 by 0.03 log2).

The interval is split conformal (Vovk et al. 2005) with one width for a subtype; the verdict is *similar* below one
probability, *variant* from another, *undecided* between. Everything here is fitted on forecasts of later years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from driftline_training.calibration import agreed, conformal_half_width
from driftline_training.forward.learners.forecasts import MemberForecasts
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.stage import Table

LEVEL = 0.9
RIGHT = 0.9
"""Share of what is called that has to be right."""
PULL = 100
"""Pairs that a shift of nothing is worth."""
LEAN = 20
"""Pairs of all windows that the share right of one window leans on."""
NEVER = 0.02
"""Limit of a call that is never right often enough."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Weights of the members, calibration of the probability, half width of the interval, limits of the verdicts."""

    probability: Mapping[str, float] = field(
        default_factory=lambda: {"trees": 1 / 3, "boosting": 1 / 3, "process": 1 / 3}
    )
    distance: Mapping[str, float] = field(default_factory=lambda: {"trees": 1 / 3, "boosting": 1 / 3, "process": 1 / 3})
    shift: float = 0.0
    half_width: float = 0.0
    similar: float = 0.3
    variant: float = 0.7

    def stated(self, said: MemberForecasts) -> Floats:
        """Probability of variant, (rows,)."""
        return np.asarray(np.sum([share * said.probability[name] for name, share in self.probability.items()], axis=0))

    def away(self, said: MemberForecasts) -> Floats:
        """Distance, (rows,), on the side of 2 log2 that the probability is on."""
        return agreed(self._mean(said) - self.shift, self.stated(said))

    def _mean(self, said: MemberForecasts) -> Floats:
        return np.asarray(np.sum([share * said.distance[name] for name, share in self.distance.items()], axis=0))

    def calibrated(self, said: MemberForecasts, table: Table) -> "Rule":
        """Fit shift and width to forecasts."""
        off = (self._mean(said) - table.distance)[~table.censored]
        shift = float(np.median(off)) * len(off) / (len(off) + PULL) if len(off) else 0.0
        fitted = replace(self, shift=shift)
        return replace(fitted, half_width=half_width(fitted.away(said), table))


def half_width(away: Floats, table: Table) -> float:
    """Half width of the interval around these distances; a bound errs where it lies above."""
    off = table.distance - away
    return conformal_half_width(np.where(table.censored, np.maximum(off, 0), np.abs(off)), LEVEL)


def limits(windows: Sequence[tuple[Floats, Table]]) -> tuple[float, float]:
    """Find the widest *similar* from 0 up and *variant* from 1 down that are right in `RIGHT` of their pairs.

    *Similar* has to be so in every window, *variant* in all together: which probabilities are common changes from
    window to window, and with that the share of a call that is right. A window's share leans on that of all by `LEAN`
    pairs.
    """
    given = [stated[table.certain] for stated, table in windows]
    truth = [table.variant[table.certain] for _, table in windows]
    every, is_variant = np.concatenate(given), np.concatenate(truth)
    similar = min(
        _reach(stated, _share(stated, ~variant, (every, ~is_variant)))
        for stated, variant in zip(given, truth, strict=True)
        if len(stated)
    )
    far = 1 - every
    variant_from = 1 - _reach(far, _share(far, is_variant, (far, is_variant)))
    return float(np.clip(round(similar, 2), NEVER, 0.5)), float(np.clip(round(variant_from, 2), 0.5, 1 - NEVER))


def _share(given: Floats, right: NDArray[np.bool_], all_of: tuple[Floats, NDArray[np.bool_]]) -> Floats:
    """Share right of the pairs up to each probability, in rising order; leans on the share of all pairs up to it."""
    order = np.argsort(given)
    known = np.sort(all_of[0])
    together = np.cumsum(all_of[1][np.argsort(all_of[0])]) / np.arange(1, len(known) + 1)
    prior = together[np.searchsorted(known, given[order], side="right") - 1]
    return np.asarray((np.cumsum(right[order]) + LEAN * prior) / (np.arange(1, len(given) + 1) + LEAN))


def _reach(given: Floats, share: Floats) -> float:
    """Farthest probability up to a half at which so many are right; `NEVER` where they are at none."""
    rising = np.sort(given)
    whole = np.append(np.diff(rising) > 0, True)  # pairs of one probability are called together
    fit = np.flatnonzero(whole & (rising <= 0.5) & (share >= RIGHT))
    return float(rising[fit[-1]]) if len(fit) else NEVER
