"""Answers to held-out pairs, with the truth beside them: scored, resampled, averaged over subtypes.

Bootstrap intervals resample strains, not pairs (a pair counts as often as both its strains were
drawn): pairs that share a strain are not independent, and resampling pairs would make every
interval too narrow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import Pairs
from driftline_training.metrics import Bin, Floats, Labels, Scores, reliability, score

RESAMPLES = 200
SEED = 20
QUANTILES = (0.025, 0.975)
INTERVALS = ("mcc", "auc", "mae_log2", "brier")
"""Scores that get a bootstrap interval."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Answers:
    """Verdict, probability, distance and half width of the interval for each pair, shape (pairs,)."""

    pairs: Pairs
    said: Labels
    probability: Floats
    distance: Floats
    half_width: Floats

    def where(self, chosen: NDArray[np.int64]) -> "Answers":
        """Keep the pairs at given places; a place may come twice."""
        return Answers(
            self.pairs.where(chosen),
            self.said[chosen],
            self.probability[chosen],
            self.distance[chosen],
            self.half_width[chosen],
        )

    def scores(self) -> Scores:
        """Score them all."""
        measured = ~self.pairs.censored
        return score(self.pairs.variant, self.probability, self.said, self.pairs.distance, self.distance, measured)

    def coverage(self) -> float:
        """Share of measured distances inside their interval; NaN without intervals."""
        measured = ~self.pairs.censored
        within = np.abs(self.distance - self.pairs.distance) <= self.half_width
        return float(within[measured].mean()) if np.isfinite(self.half_width).all() else float("nan")

    def reliability(self) -> list[Bin]:
        """Stated probability against observed share."""
        return reliability(self.pairs.variant, self.probability)

    def resampled(self, draw: np.random.Generator) -> "Answers":
        """Draw the strains again, with replacement."""
        strains, place = np.unique(np.concatenate([self.pairs.a, self.pairs.b]), return_inverse=True)
        times = np.bincount(draw.integers(0, len(strains), len(strains)), minlength=len(strains))
        count = times[place[: len(self.said)]] * times[place[len(self.said) :]]
        return self.where(np.repeat(np.arange(len(self.said)), count))


def joined(parts: Sequence[Answers]) -> Answers:
    """Put the answers of several folds together."""
    pairs = Pairs(*(np.concatenate([getattr(each.pairs, field.name) for each in parts]) for field in fields(Pairs)))
    return Answers(
        pairs,
        np.concatenate([each.said for each in parts]),
        np.concatenate([each.probability for each in parts]),
        np.concatenate([each.distance for each in parts]),
        np.concatenate([each.half_width for each in parts]),
    )


def mean(scores: Iterable[Scores]) -> Scores:
    """Average the scores of the subtypes, each counting the same; pairs and variants add up."""
    given = list(scores)
    averaged = {
        field.name: float(np.mean([getattr(each, field.name) for each in given])) for field in fields(Scores)[2:]
    }
    return Scores(sum(each.pairs for each in given), sum(each.variants for each in given), **averaged)


def intervals(subtypes: Sequence[Answers]) -> dict[str, Interval]:
    """95 % bootstrap intervals of the mean over subtypes; of one subtype where one is given."""
    draw = np.random.default_rng(SEED)
    drawn = [mean(each.resampled(draw).scores() for each in subtypes) for _ in range(RESAMPLES)]
    found = {}
    for name in INTERVALS:
        low, high = np.nanquantile([getattr(each, name) for each in drawn], QUANTILES)
        found[name] = (float(low), float(high))
    return found
