"""What is said of a pair by its probability: variant or not by a threshold, and the three verdicts by their limits."""

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from driftline_worker.models.part import Part

Verdict = Literal["similar", "variant", "undecided"]
"""What is said of a pair with figures."""


class Threshold(Part):
    """From where a pair counts as an antigenic variant."""

    distance_log2: float = 2.0
    probability: Annotated[float, Field(gt=0, lt=1)] = 0.5


class Limits(Part):
    """Of the three verdicts: *similar* up to one probability, *variant* from another, *undecided* between.

    Where both are the threshold nothing is undecided.
    """

    similar_to: Annotated[float, Field(ge=0, le=1)]
    variant_from: Annotated[float, Field(ge=0, le=1)]

    def verdict(self, probability: float) -> Verdict:
        """Return what a probability is called."""
        if probability >= self.variant_from:
            return "variant"
        return "similar" if probability <= self.similar_to else "undecided"

    def count(self, probability: NDArray[np.float64]) -> dict[Verdict, int]:
        """Return how often probabilities, (pairs,), are called what."""
        variant = int((probability >= self.variant_from).sum())
        similar = int(((probability < self.variant_from) & (probability <= self.similar_to)).sum())
        return {"similar": similar, "variant": variant, "undecided": len(probability) - similar - variant}
