"""Lines of the evaluation: a model or baseline, one subtype or their mean, one split."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from driftline_training.answers import Answers, Interval, intervals, mean
from driftline_training.metrics import Bin, Scores

SPLITS = ("time", "rolling", "strain-disjoint", "one-unseen", "random")
HAMMING = "Hamming threshold"
"""The baseline that every served network has to match on later years."""

MACRO = "macro"
"""In place of a subtype: the mean over subtypes, each counting the same."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the evaluation: a model or baseline, one subtype or their mean, one split."""

    model: str
    encoding: str
    subtype: str
    split: str
    first: int
    scores: Scores
    intervals: Mapping[str, Interval]
    coverage: float
    reliability: Sequence[Bin]


def lines(
    model: str, encoding: str, split: str, answered: Mapping[str, Answers], firsts: Mapping[str, int]
) -> Iterator[ReportLine]:
    """Give a line for each subtype, and one for their mean."""
    for name, each in answered.items():
        yield ReportLine(
            model,
            encoding,
            name,
            split,
            firsts[name],
            each.scores(),
            intervals([each]),
            each.coverage(),
            each.reliability(),
        )
    every = list(answered.values())
    coverage = float(np.mean([each.coverage() for each in every]))
    together = mean(each.scores() for each in every)
    yield ReportLine(model, encoding, MACRO, split, 0, together, intervals(every), coverage, [])
