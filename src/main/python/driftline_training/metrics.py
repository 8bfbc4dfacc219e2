"""How good a forecast is: labels, probabilities and distances.

MCC (Matthews 1975) is 0 for guessing at any class balance, unlike accuracy. ECE, the
expected calibration error, is the mean gap between stated probability and observed
share over ten bins of equal width, weighted by their pairs (Naeini et al. 2015).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]

BINS = 10


@dataclass(frozen=True, slots=True)
class Scores:
    """One model's scores on one set of pairs; NaN where a score does not exist."""

    pairs: int
    variants: int
    mcc: float
    accuracy: float
    balanced: float
    auc: float
    mae_log2: float
    brier: float
    ece: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose stated probability falls into one tenth: how many, the mean stated, the share observed."""

    pairs: int
    stated: float
    observed: float


def mcc(truth: Labels, said: Labels) -> float:
    """Matthews correlation coefficient; 0 where either side has one class only."""
    tp, tn = float((truth & said).sum()), float((~truth & ~said).sum())
    fp, fn = float((~truth & said).sum()), float((truth & ~said).sum())
    norm = np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return float((tp * tn - fp * fn) / norm) if norm else 0.0


def auc(truth: Labels, score: Floats) -> float:
    """Area under the ROC curve: chance that a variant outranks a non-variant, ties half."""
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return float("nan")
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[place][truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def reliability(truth: Labels, probability: Floats) -> list[Bin]:
    """Stated probability and observed share in each filled tenth."""
    which = np.minimum((probability * BINS).astype(int), BINS - 1)
    return [
        Bin(int(inside.sum()), float(probability[inside].mean()), float(truth[inside].mean()))
        for inside in (which == each for each in np.unique(which))
    ]


def ece(truth: Labels, probability: Floats) -> float:
    """Give the expected calibration error over ten bins of equal width."""
    filled = reliability(truth, probability)
    return float(sum(abs(each.stated - each.observed) * each.pairs for each in filled) / len(truth))


def score(
    truth: Labels,
    probability: Floats,
    said: Labels,
    distance: Floats,
    predicted: Floats,
    measured: Labels,
) -> Scores:
    """Score verdicts, probabilities and distances; distances only where measured."""
    recall = said[truth].mean() if truth.any() else np.nan
    specificity = (~said[~truth]).mean() if (~truth).any() else np.nan
    error = np.abs(distance - predicted)[measured]
    return Scores(
        len(truth),
        int(truth.sum()),
        mcc(truth, said),
        float((truth == said).mean()),
        float((recall + specificity) / 2),
        auc(truth, probability),
        float(error.mean()) if len(error) else float("nan"),
        float(((probability - truth) ** 2).mean()),
        ece(truth, probability),
    )
