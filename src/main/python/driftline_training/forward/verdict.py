"""From what the members say to what is served: probability, distance, interval, three verdicts.

    p = weighted mean of the members' probabilities
    d = weighted mean of the members' distances less a shift, put on the side of 2 log2 that p is on

A slope and an intercept for p, shrunken or not, gave nothing on the windows to 2015; the shift, the shrunken median
error of earlier forecasts, lowered the error of distances (H1N1 by 0.03 log2).

The interval is split conformal (Vovk et al. 2005) with one width for a subtype; the verdict is *similar* below one
probability, *variant* from another, *undecided* between. Everything here is fitted on forecasts of later years.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.blend import Said
from driftline_training.forward.changes import Floats
from driftline_training.forward.rows import VARIANT_LOG2
from driftline_training.forward.stage import Table

BELOW = VARIANT_LOG2 - 0.01
"""Farthest distance of a pair that is no variant."""
LEVEL = 0.9
RIGHT = 0.9
"""Share of what is called that has to be right."""
PULL = 100
"""Pairs that a shift of nothing is worth."""


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

    def stated(self, said: Said) -> Floats:
        """Probability of variant, (rows,)."""
        return np.asarray(np.sum([share * said.probability[name] for name, share in self.probability.items()], axis=0))

    def away(self, said: Said) -> Floats:
        """Distance, (rows,), on the side of 2 log2 that the probability is on."""
        known, stated = np.maximum(self._mean(said) - self.shift, 0), self.stated(said)
        return np.where(stated >= 0.5, np.maximum(known, VARIANT_LOG2), np.minimum(known, BELOW))

    def _mean(self, said: Said) -> Floats:
        return np.asarray(np.sum([share * said.distance[name] for name, share in self.distance.items()], axis=0))

    def calibrated(self, said: Said, table: Table) -> "Rule":
        """Fit shift and width to forecasts."""
        off = (self._mean(said) - table.distance)[~table.censored]
        shift = float(np.median(off)) * len(off) / (len(off) + PULL) if len(off) else 0.0
        fitted = replace(self, shift=shift)
        return replace(fitted, half_width=half_width(fitted.away(said), table))


def half_width(away: Floats, table: Table) -> float:
    """Quantile of the errors with the finite-sample correction; a bound errs where it lies above."""
    off = table.distance - away
    error = np.sort(np.where(table.censored, np.maximum(off, 0), np.abs(off)))
    rank = min(int(np.ceil((len(error) + 1) * LEVEL)), len(error))
    return float(error[rank - 1])


def limits(stated: Floats, table: Table) -> tuple[float, float]:
    """Find the widest *similar* from 0 up and *variant* from 1 down that are right in `RIGHT` of their pairs."""
    truth, given = table.variant[table.certain], stated[table.certain]
    order = np.argsort(given)
    return _reach(~truth[order], given[order], 0.5, up=True), _reach(
        truth[order][::-1], given[order][::-1], 0.5, up=False
    )


def _reach(right: NDArray[np.bool_], given: Floats, middle: float, up: bool) -> float:
    share = np.cumsum(right) / np.arange(1, len(right) + 1)
    inside = (given <= middle) if up else (given >= middle)
    fit = np.flatnonzero(inside & (share >= RIGHT))
    reached = float(given[fit[-1]]) if len(fit) else (0.02 if up else 0.98)
    return float(np.clip(round(reached, 2), 0.02, 0.5)) if up else float(np.clip(round(reached, 2), 0.5, 0.98))
