"""What is said of pairs before they were known; no learner is needed to judge it."""

from collections.abc import Mapping
from dataclasses import dataclass

from driftline_training.forward.learners.features import GroundForecast
from driftline_training.forward.pairs.changes import Floats


@dataclass(frozen=True, slots=True)
class MemberForecasts:
    """What each member says of rows: probability of variant and distance, (rows,) each."""

    probability: Mapping[str, Floats]
    distance: Mapping[str, Floats]
    told: GroundForecast
