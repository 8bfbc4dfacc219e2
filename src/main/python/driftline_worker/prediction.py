"""One pair, aligned, through one network: verdict, distance, and what explains them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from driftline_worker.align import GAP
from driftline_worker.caveats import Caveat, disagreement, identical, record_caveats
from driftline_worker.checking import CheckedRecord
from driftline_worker.manifest import Manifest
from driftline_worker.models import EncodingLike, Matrix, Network
from driftline_worker.reference import Reference
from driftline_worker.substitutions import (
    CONTRIBUTION_METHOD,
    Substitution,
    contributions,
    describe,
    glycosylation,
    substitutions,
)

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two checked records of one subtype, encoded; matrices are (sites, features) float32."""

    a: CheckedRecord
    b: CheckedRecord
    reference: Reference
    encoded_a: Matrix
    encoded_b: Matrix


@dataclass(frozen=True, slots=True)
class Predictor:
    """A model version's network for a subtype and an encoding."""

    manifest: Manifest
    network: Network
    encoding_id: str
    encoding: EncodingLike

    def pair(self, pair: Pair, progress: Progress) -> dict[str, Any]:
        """Predict and explain; `progress` hears of percent done, and may raise to stop the work.

        Returns
        -------
        dict[str, Any]
            An element of ``pairs[]`` in ``result-pair.json``.
        """
        a, b = pair.a.checked.aligned, pair.b.checked.aligned
        found = substitutions(a, b)
        alike = not found and not _deletions_differ(a, b)
        probability, distance = (0.0, 0.0) if alike else self._predict(pair.encoded_a, pair.encoded_b[np.newaxis])[0]
        progress(100 / (1 + len(found)))
        parts = self._contributions(pair, found, distance, progress)
        variant = probability >= self.manifest.threshold.probability
        half = self.manifest.half_width(pair.reference.subtype, self.encoding_id)
        caveats = self._caveats(pair, alike, variant, probability, distance)
        return {
            "a": pair.a.name,
            "b": pair.b.name,
            "subtype": pair.reference.subtype,
            "variant": variant,
            "probability": round(probability, 4),
            "distanceLog2": round(distance, 3),
            "interval": [round(max(distance - half, 0.0), 3), round(distance + half, 3)],
            "substitutions": [describe(pair.reference, each, part) for each, part in zip(found, parts, strict=True)],
            "contributionMethod": CONTRIBUTION_METHOD,
            "glycosylation": glycosylation(a, b),
            "records": [_record(pair.a), _record(pair.b)],
            "warnings": [caveat.message for caveat in caveats],
            "warningKeys": [{"key": caveat.key, "params": caveat.params} for caveat in caveats],
        }

    def _predict(self, a: Matrix, others: Matrix) -> list[tuple[float, float]]:
        """Predict one HA1 against others, (pairs, sites, features); non-finite figures are the model's fault."""
        repeated = np.ascontiguousarray(np.broadcast_to(a, others.shape))
        probability, distance = self.network.predict(repeated, others)
        if not (np.isfinite(probability).all() and np.isfinite(distance).all()):
            raise ValueError("the model gave a figure that is not a number")
        return [(float(min(max(p, 0.0), 1.0)), float(max(d, 0.0))) for p, d in zip(probability, distance, strict=True)]

    def _contributions(self, pair: Pair, found: list[Substitution], distance: float, progress: Progress) -> list[float]:
        done = 1

        def distances(_: str, others: list[str]) -> list[float]:
            nonlocal done
            encoded = np.stack([self.encoding.encode(other, pair.reference.subtype) for other in others])
            values = [value for _, value in self._predict(pair.encoded_a, encoded)]
            done += len(others)
            progress(100 * done / (1 + len(found)))
            return values

        return contributions(pair.a.checked.aligned, pair.b.checked.aligned, found, distance, distances)

    def _caveats(self, pair: Pair, alike: bool, variant: bool, probability: float, distance: float) -> list[Caveat]:
        years = self.manifest.training.years
        found = [*record_caveats(pair.a, years), *record_caveats(pair.b, years)]
        if alike:
            found.insert(0, identical())
        elif variant != (distance >= self.manifest.threshold.distance_log2):
            found.insert(0, disagreement(probability, distance))
        return found


def _deletions_differ(a: str, b: str) -> bool:
    """Tell whether a site is deleted in one and known in the other; X may be either."""
    return any(
        {own, other} != {GAP, "X"} and own != other for own, other in zip(a, b, strict=True) if GAP in (own, other)
    )


def _record(record: CheckedRecord) -> dict[str, Any]:
    checked = record.checked
    return {
        "name": record.name,
        "form": checked.form,
        "coverage": checked.coverage,
        "identity": checked.identity,
        "flags": list(checked.flags),
    }
