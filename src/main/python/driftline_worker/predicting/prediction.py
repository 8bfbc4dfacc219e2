"""Figures for encoded pairs: the same code for one pair, a hundred thousand, and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from driftline_worker.encodings.residues import codes
from driftline_worker.errors import JobFailed, model_problem
from driftline_worker.models.batching import Matrix, Vector
from driftline_worker.models.features import Features
from driftline_worker.models.network import Network
from driftline_worker.models.verdicts import Limits, Verdict
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.words import message


@dataclass(frozen=True, slots=True)
class Figures:
    """What a network says of a pair; distance in log2 titre units."""

    probability: float
    distance: float


ALIKE = Figures(0.0, 0.0)
"""Of a pair that differs at no site where both are known: no network is asked."""

NO_FIGURES = {"verdict": "outside"} | dict.fromkeys(("variant", "probability", "distanceLog2", "interval"))
"""Of a pair that lies outside what any model here was measured on, or cannot be compared."""


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

    def encode_all(self, letters: NDArray[np.uint8]) -> Matrix:
        """Encode the bytes of aligned HA1, (records, sites); returns (records, sites, features)."""
        return self.encoding.encode_all(letters, self.subtype)

    def figures(self, a: Matrix, b: Matrix) -> tuple[Vector, Vector]:
        """Predict encoded pairs, (pairs, sites, features) each.

        Returns
        -------
        tuple[Vector, Vector]
            Probability 0 to 1 and distance from 0, (pairs,); figures that are no numbers are the model's fault.
        """
        return self._sound(*self.network.predict(a, b))

    def embed(self, records: Matrix) -> Features:
        """Return what the network makes of encoded records, (records, sites, features)."""
        return self.network.embed(records)

    def compare(self, a: Features, b: Features) -> tuple[Vector, Vector]:
        """Predict pairs of embedded records; returns and raises what `figures` does."""
        return self._sound(*self.network.compare(a, b))

    def against(self, a: str, others: Sequence[str]) -> list[Figures]:
        """Predict an aligned HA1 with each of some others that lack the same sites as one another."""
        if not others:
            return []
        answers = self.against_each(codes(a), np.stack([codes(each) for each in others]))
        return [Figures(float(p), float(d)) for p, d in zip(*answers, strict=True)]

    def against_each(self, a: NDArray[np.uint8], others: NDArray[np.uint8]) -> tuple[Vector, Vector]:
        """Predict the bytes of an aligned HA1, (sites,), with each of some that lack the same sites, (pairs, sites).

        What all of them share is worked out once. Returns and raises what `figures` does.
        """
        letters = np.concatenate([a[np.newaxis], others])
        differing = (letters != a).any(axis=0)
        changed = np.flatnonzero(np.convolve(differing, np.ones(2 * self.encoding.reach + 1), "same"))
        return self._sound(*self.network.against(self.encode_all(letters), changed))

    @staticmethod
    def _sound(probability: Vector, distance: Vector) -> tuple[Vector, Vector]:
        if not (np.isfinite(probability).all() and np.isfinite(distance).all()):
            raise ValueError("the model gave a figure that is not a number")
        return np.clip(probability, 0.0, 1.0), np.maximum(distance, 0.0)

    def is_variant(self, figures: Figures) -> bool:
        """Tell whether the probability reaches the threshold."""
        return figures.probability >= self.version.manifest.threshold.probability

    @property
    def limits(self) -> Limits:
        """Of the three verdicts."""
        return self.version.manifest.limits(self.subtype, self.encoding_id)

    def verdict(self, figures: Figures) -> Verdict:
        """Return what the pair is called."""
        return self.limits.verdict(figures.probability)

    def contradicts(self, figures: Figures) -> bool:
        """Tell whether probability and distance fall on different sides of their thresholds."""
        return self.is_variant(figures) != (figures.distance >= self.version.manifest.threshold.distance_log2)

    def told(self, figures: Figures) -> dict[str, Any]:
        """Return verdict and figures as every result tells them."""
        half = self.version.manifest.interval.half_width(self.subtype, self.encoding_id)
        distance = figures.distance
        return {
            "verdict": self.verdict(figures),
            "variant": self.is_variant(figures),
            "probability": round(figures.probability, 4),
            "distanceLog2": round(distance, 3),
            "interval": [round(max(distance - half, 0.0), 3), round(distance + half, 3)],
        }


def predictors_of(
    version: ModelVersion, subtypes: Sequence[str], encoding_id: str, encodings: Mapping[str, EncodingLike]
) -> tuple[dict[str, Predictor], dict[str, JobFailed]]:
    """Return the predictor of each subtype, or why there is none."""
    found: dict[str, Predictor] = {}
    refused: dict[str, JobFailed] = {}
    for subtype in subtypes:
        try:
            found[subtype] = Predictor.choose(version, subtype, encoding_id, encodings)
        except JobFailed as failed:
            refused[subtype] = failed
    return found, refused
