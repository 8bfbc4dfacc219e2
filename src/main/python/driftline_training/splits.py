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

ROLLING_ORIGINS = {
    "H1N1": (2000, 2005, 2006, 2007, 2008),
    "H3N2": (1996, 2000, 2003, 2005, 2007),
    "H5N1": (2006, 2007),
}
"""First years of the successive windows that choose and calibrate before the final one."""


@dataclass(frozen=True, slots=True)
class Split:
    """Two masks over the same pairs, shape (pairs,), never both true."""

    train: NDArray[np.bool_]
    held_out: NDArray[np.bool_]


def time_split(pairs: Pairs, first: int, before: int = 9999) -> Split:
    """Train on the years before `first`, hold out `first` to the year before `before`."""
    return Split(pairs.year < first, (pairs.year >= first) & (pairs.year < before))


def rolling(pairs: Pairs, subtype: str, before: int) -> Iterator[tuple[int, Split]]:
    """Give the successive time splits that end before a year, each with its first year."""
    starts = [year for year in ROLLING_ORIGINS[subtype] if year < before]
    if before > FINAL_FROM[subtype]:
        starts.append(FINAL_FROM[subtype])
    for start, end in zip(starts, [*starts[1:], before], strict=True):
        yield start, time_split(pairs, start, end)


def strain_folds(strains: int, folds: int, seed: int) -> NDArray[np.int64]:
    """Deal strains into folds at random, shape (strains,)."""
    return np.random.default_rng(seed).permutation(strains) % folds


def strain_disjoint(pairs: Pairs, fold_of: NDArray[np.int64], fold: int) -> Split:
    """Hold out the pairs inside one fold, train on the pairs wholly outside it."""
    in_a, in_b = fold_of[pairs.a] == fold, fold_of[pairs.b] == fold
    return Split(~in_a & ~in_b, in_a & in_b)
