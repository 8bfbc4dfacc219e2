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


def mcc(truth: Labels, said: Labels) -> float:
    """Matthews correlation coefficient; 0 where either side has one class only."""
    tp, tn = float((truth & said).sum()), float((~truth & ~said).sum())
    fp, fn = float((~truth & said).sum()), float((truth & ~said).sum())
    norm = np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return float((tp * tn - fp * fn) / norm) if norm else 0.0


def auc(truth: Labels, score: Floats) -> float:
    """Area under the ROC curve: chance that a variant outranks a non-variant, ties half."""
    positive, negative = score[truth], score[~truth]
    if not len(positive) or not len(negative):
        return float("nan")
    wins = (positive[:, None] > negative).mean() + 0.5 * (positive[:, None] == negative).mean()
    return float(wins)


def ece(truth: Labels, probability: Floats, bins: int = 10) -> float:
    """Give the expected calibration error over bins of equal width."""
    which = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        abs(truth[which == each].mean() - probability[which == each].mean()) * (which == each).mean()
        for each in np.unique(which)
    ]
    return float(np.sum(gaps))


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
