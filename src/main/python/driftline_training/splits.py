"""Splits that do not leak.

A strain occurs in many pairs, so random pairs put the same strain on both sides and
flatter every model. Two honest splits are used:

- *time*: train on pairs known by a year, judge on pairs of later years. A pair's
  year is that of its later strain, so every judged pair holds a strain never seen.
- *strain-disjoint*: strains are dealt into folds; judge on pairs with both strains
  in the held-out fold, train on pairs with neither. Pairs across are dropped.

*Rolling origin* repeats the time split inside the years before the judged ones. Its
forecasts, each made without its own year, choose settings and fit the calibration.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import Pairs

FINAL_FROM = {"H1N1": 2009, "H3N2": 2009, "H5N1": 2008}
"""First year of the final window, judged once."""

CUTS = (2000, 2003, 2005, 2006, 2007, 2008, 2009)
"""First years of successive windows; networks are fitted on the years before each."""

FEWEST_TO_TRAIN = 50
FEWEST_TO_FORECAST = 100
"""Pairs of a subtype needed to take part in a fit, and to be judged by it."""

LATEST = 9999


@dataclass(frozen=True, slots=True)
class Split:
    """Two masks over the same pairs, shape (pairs,), never both true."""

    train: NDArray[np.bool_]
    held_out: NDArray[np.bool_]


def time_split(pairs: Pairs, first: int, before: int = LATEST) -> Split:
    """Train on the years before `first`, hold out `first` to the year before `before`."""
    return Split(pairs.year < first, (pairs.year >= first) & (pairs.year < before))


def windows(pairs: Pairs, subtype: str) -> Iterator[tuple[int, Split]]:
    """Give successive time splits, each with its first year; the final window is the last."""
    final = FINAL_FROM[subtype]
    starts = [year for year in CUTS if year <= final]
    for start, end in zip(starts, [*starts[1:], LATEST], strict=True):
        split = time_split(pairs, start, end)
        if split.train.sum() >= FEWEST_TO_FORECAST and split.held_out.any():
            yield start, split


def strain_folds(strains: int, folds: int, seed: int) -> NDArray[np.int64]:
    """Deal strains into folds at random, shape (strains,)."""
    return np.random.default_rng(seed).permutation(strains) % folds


def strain_disjoint(pairs: Pairs, fold_of: NDArray[np.int64], fold: int) -> Split:
    """Hold out the pairs inside one fold, train on the pairs wholly outside it."""
    in_a, in_b = fold_of[pairs.a] == fold, fold_of[pairs.b] == fold
    return Split(~in_a & ~in_b, in_a & in_b)
