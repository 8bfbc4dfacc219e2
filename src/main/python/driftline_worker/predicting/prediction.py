"""Figures for encoded pairs: the same code for one pair, a hundred thousand, and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from driftline_worker.errors import model_problem
from driftline_worker.models.batching import Matrix, Vector
from driftline_worker.models.manifest import Limits
from driftline_worker.models.network import Network
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.words import message


@dataclass(frozen=True, slots=True)
class Figures:
    """What a network says of a pair; distance in log2 titre units."""

    probability: float
    distance: float


ALIKE = Figures(0.0, 0.0)
"""Of a pair that differs at no site where both are known: no network is asked."""


@dataclass(frozen=True, slots=True)
class Predictor:
    """A model version's network for a subtype and an encoding."""

    version: ModelVersion
    network: Network
    subtype: str
    encoding_id: str
    encoding: EncodingLike

    @classmethod
    def choose(
        cls, version: ModelVersion, subtype: str, encoding_id: str, encodings: Mapping[str, EncodingLike]
    ) -> "Predictor":
        """Return the predictor, or fail the job when version or worker has none for the choice."""
        network = version.network(subtype, encoding_id)
        encoding = encodings.get(encoding_id)
        if encoding is None:
            raise model_problem("encoding", message("detail.encoding-unknown", encodings=list(encodings)))
        return cls(version, network, subtype, encoding_id, encoding)

    def encode(self, aligned: str) -> Matrix:
        """Encode an aligned HA1, (sites, features)."""
        return self.encoding.encode(aligned, self.subtype)

    def figures(self, a: Matrix, b: Matrix) -> tuple[Vector, Vector]:
        """Predict encoded pairs, (pairs, sites, features) each.

        Returns
        -------
        tuple[Vector, Vector]
            Probability 0 to 1 and distance from 0, (pairs,); figures that are no numbers are the model's fault.
        """
        probability, distance = self.network.predict(a, b)
        if not (np.isfinite(probability).all() and np.isfinite(distance).all()):
            raise ValueError("the model gave a figure that is not a number")
        return np.clip(probability, 0.0, 1.0), np.maximum(distance, 0.0)

    def against(self, a: Matrix, others: Sequence[str]) -> list[Figures]:
        """Predict one encoded HA1 against some aligned ones."""
        if not others:
            return []
        encoded = np.stack([self.encode(other) for other in others])
        probability, distance = self.figures(np.broadcast_to(a, encoded.shape), encoded)
        return [Figures(float(p), float(d)) for p, d in zip(probability, distance, strict=True)]

    def is_variant(self, figures: Figures) -> bool:
        """Tell whether the probability reaches the threshold."""
        return figures.probability >= self.version.manifest.threshold.probability

    def undecided(self, figures: Figures) -> Limits | None:
        """Return the limits between which the probability lies, if the version has any and it does."""
        limits = self.version.manifest.limits(self.subtype, self.encoding_id)
        inside = limits and limits.similar_to < figures.probability < limits.variant_from
        return limits if inside else None

    def contradicts(self, figures: Figures) -> bool:
        """Tell whether probability and distance fall on different sides of their thresholds."""
        return self.is_variant(figures) != (figures.distance >= self.version.manifest.threshold.distance_log2)

    def verdict(self, figures: Figures) -> dict[str, Any]:
        """Return the figures as every result tells them."""
        half = self.version.manifest.half_width(self.subtype, self.encoding_id)
        distance = figures.distance
        return {
            "variant": self.is_variant(figures),
            "probability": round(figures.probability, 4),
            "distanceLog2": round(distance, 3),
            "interval": [round(max(distance - half, 0.0), 3), round(distance + half, 3)],
        }
