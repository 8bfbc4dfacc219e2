"""What a learner says of pairs, before calibration."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from driftline_training.metrics import Floats


@dataclass(frozen=True, slots=True)
class Forecast:
    """Log odds of variant and distance in log2 titre units, shape (pairs,) each."""

    odds: Floats
    distance: Floats


def blended(forecasts: Mapping[str, Forecast], weights: Mapping[str, float]) -> Forecast:
    """Weighted mean of log odds and of distances, by learner."""
    return Forecast(
        np.sum([weights[name] * each.odds for name, each in forecasts.items()], axis=0),
        np.sum([weights[name] * each.distance for name, each in forecasts.items()], axis=0),
    )
