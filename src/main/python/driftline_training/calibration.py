"""From a network's distance to the served distance and a probability of variant.

Fitted on forecasts, each made by networks that had not seen its year, so it corrects
what goes wrong forward in time. Three numbers:

    p = sigmoid(slope (raw - midpoint))
    d = 2 raw / midpoint                      for raw <= midpoint
    d = 2 + stretch (raw - midpoint)          beyond

Where p = 0.5 the distance is as likely above 2 log2 as below, so its median is 2
there: verdict and distance never contradict each other. Both grow with raw, and
identical sequences keep distance 0. The interval is split conformal (Vovk et al. 2005):
the 90 % quantile of the absolute errors of the same forecasts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import VARIANT_LOG2

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]

STRETCHES = np.linspace(0.2, 3.0, 57)
SLOPES = np.linspace(0.4, 4.0, 73)
MIDPOINTS = np.linspace(0.8, 4.0, 161)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The three numbers, and the half width of the 90 % interval in log2 units."""

    slope: float
    midpoint: float
    stretch: float
    half_width_log2: float

    def probability(self, raw: Floats) -> Floats:
        """Probability of variant, shape (pairs,)."""
        return 1 / (1 + np.exp(-self.slope * (raw - self.midpoint)))

    def distance(self, raw: Floats) -> Floats:
        """Distance in log2 titre units, shape (pairs,)."""
        return stretched(raw, self.midpoint, self.stretch)


def stretched(raw: Floats, midpoint: float, stretch: float) -> Floats:
    """Map the midpoint to 2 log2, with one slope below and another above."""
    below = np.minimum(raw, midpoint) * (VARIANT_LOG2 / midpoint)
    return below + stretch * np.maximum(raw - midpoint, 0)


def calibrate(raw: Floats, distance: Floats, censored: Labels, level: float = 0.9) -> Calibration:
    """Fit the three numbers to forecasts and their measured distances.

    Slope and midpoint minimise the log loss, over a grid, with a weak pull (worth two
    pairs) towards a slope of 1.5 and a midpoint of 2; the stretch minimises the absolute error.
    """
    variant = distance >= VARIANT_LOG2
    slope, midpoint = _logistic(raw, variant)
    measured = ~censored
    errors = [np.abs(stretched(raw[measured], midpoint, each) - distance[measured]).mean() for each in STRETCHES]
    stretch = float(STRETCHES[int(np.argmin(errors))])
    residual = np.abs(stretched(raw[measured], midpoint, stretch) - distance[measured])
    return Calibration(slope, midpoint, stretch, conformal_half_width(residual, level))


def conformal_half_width(residual: Floats, level: float) -> float:
    """Quantile of absolute errors with the finite-sample correction of split conformal."""
    rank = min(int(np.ceil((len(residual) + 1) * level)), len(residual))
    return float(np.sort(residual)[rank - 1])


def _logistic(raw: Floats, variant: Labels) -> tuple[float, float]:
    best = (np.inf, 1.5, VARIANT_LOG2)
    sign = np.where(variant, 1.0, -1.0)
    for midpoint in MIDPOINTS:
        margin = sign * (raw - midpoint)
        losses = np.logaddexp(0, -SLOPES[:, None] * margin).sum(axis=1)
        losses += 2 * np.log(SLOPES / 1.5) ** 2 + 2 * (midpoint - VARIANT_LOG2) ** 2
        place = int(np.argmin(losses))
        best = min(best, (float(losses[place]), float(SLOPES[place]), float(midpoint)))
    return best[1], best[2]
