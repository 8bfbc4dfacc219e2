"""From log odds and distance of trained learners to what is served.

    p = sigmoid(slope * odds)
    d = distance, but at least 2 log2 where p >= 0.5, and below 2 log2 elsewhere

The slope is fitted to forecasts of years, each made by learners that had not seen its year:
it says how sure they may be. There is no intercept: the learners weigh both classes the same,
and the share of variants in past years says little of the next (H1N1: 86 % in 2006, 24 % in 2009);
with an intercept the rolling forecasts got worse. Verdict and distance cannot contradict each other,
and identical strains are at distance 0 with probability 0.

The interval is split conformal (Vovk et al. 2005): the 90 % quantile of the absolute errors
of the same forecasts.
"""

from dataclasses import dataclass

import numpy as np

from driftline_training.data import VARIANT_LOG2
from driftline_training.learning.forecast import Forecast
from driftline_training.metrics import Floats, Labels

SLOPES = np.exp(np.linspace(np.log(0.2), np.log(3.0), 109))
PULL = 2.0
"""Pairs that a slope of 1 is worth before any forecast."""

BELOW = VARIANT_LOG2 - 0.01
"""Farthest distance of a pair that is no variant."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure the log odds are, and the half width of the 90 % interval in log2 units."""

    slope: float
    half_width_log2: float

    def probability(self, raw: Forecast) -> Floats:
        """Probability of variant, shape (pairs,)."""
        return probability(raw, self.slope)

    def distance(self, raw: Forecast) -> Floats:
        """Distance in log2 titre units, shape (pairs,)."""
        return agreed(raw.distance, self.probability(raw))


def probability(raw: Forecast, slope: float) -> Floats:
    """Probability of variant from log odds."""
    return np.asarray(1 / (1 + np.exp(-slope * raw.odds)))


def agreed(distance: Floats, stated: Floats) -> Floats:
    """Put each distance on the side of 2 log2 that the probability is on."""
    known = np.maximum(distance, 0)
    return np.where(stated >= 0.5, np.maximum(known, VARIANT_LOG2), np.minimum(known, BELOW))


def calibrate(raw: Forecast, distance: Floats, censored: Labels, level: float = 0.9) -> Calibration:
    """Fit the slope by log loss, each class weighted by the inverse root of its share, and the interval."""
    slope = _slope(raw.odds, distance >= VARIANT_LOG2)
    measured = ~censored
    residual = np.abs(agreed(raw.distance, probability(raw, slope)) - distance)[measured]
    return Calibration(slope, conformal_half_width(residual, level))


def conformal_half_width(residual: Floats, level: float) -> float:
    """Quantile of absolute errors with the finite-sample correction of split conformal."""
    rank = min(int(np.ceil((len(residual) + 1) * level)), len(residual))
    return float(np.sort(residual)[rank - 1])


def _slope(odds: Floats, variant: Labels) -> float:
    margin = np.where(variant, odds, -odds)
    share = np.clip(np.where(variant, variant.mean(), 1 - variant.mean()), 0.05, 0.95)
    weight = share**-0.5 / (share**-0.5).mean()
    losses = (weight * np.logaddexp(0, -SLOPES[:, None] * margin)).sum(axis=1) + PULL * np.log(SLOPES) ** 2
    return float(SLOPES[int(np.argmin(losses))])
