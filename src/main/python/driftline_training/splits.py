"""Splits of the pairs, honest ones and, for comparison with papers, one that leaks.

A strain occurs in many pairs, so random pairs put the same strain on both sides and
flatter every model. Honest splits are:

- *time*: train on pairs known by a year, judge on pairs of later years. A pair's
  year is that of its later strain, so every judged pair holds a strain never seen.
- *rolling*: the same inside the years before the final window. These forecasts choose
  settings and fit the calibration; the final window is judged once.
- *strain-disjoint*: strains are dealt into folds; judge on pairs with both strains
  in the held-out fold, train on pairs with neither.
- *one-unseen*: the same training, judged on pairs with exactly one strain in the fold.

*Random* holds out a quarter of the pairs at random, and leaks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import Pairs

Mask = NDArray[np.bool_]

FINAL_FROM = {"H1N1": 2009, "H3N2": 2009, "H5N1": 2008}
"""First year of the final window, judged once."""

CUTS = (2000, 2003, 2005, 2006, 2007, 2008, 2009)
"""First years of successive windows; learners are fitted on the years before each."""

FEWEST_TO_TRAIN = 50
FEWEST_TO_FORECAST = 100
"""Pairs of a subtype needed to take part in a fit, and to be judged by it."""

LATEST = 9999
STRAIN_FOLDS = 4
RANDOM_SHARE = 4
FOLD_SEED = 1


@dataclass(frozen=True, slots=True)
class Split:
    """Two masks over the same pairs, shape (pairs,), never both true."""

    train: Mask
    held_out: Mask


@dataclass(frozen=True, slots=True)
class Fold:
    """One fit of all subtypes together: pairs to train on, and pairs to judge by (split, subtype)."""

    name: str
    first: int
    """First judged year, 0 where years play no part."""
    train: Mapping[str, Mask]
    judged: Mapping[tuple[str, str], Mask]


def folds(pairs: Mapping[str, Pairs], strains: Mapping[str, int]) -> Iterator[Fold]:
    """Give every fit that the evaluation needs."""
    yield from _windows(pairs)
    yield from _strains(pairs, strains)
    yield _random(pairs)


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


def one_unseen(pairs: Pairs, fold_of: NDArray[np.int64], fold: int) -> Mask:
    """Mark the pairs with exactly one strain in the fold."""
    marked: Mask = (fold_of[pairs.a] == fold) ^ (fold_of[pairs.b] == fold)
    return marked


def _windows(pairs: Mapping[str, Pairs]) -> Iterator[Fold]:
    due = {name: dict(windows(each, name)) for name, each in pairs.items()}
    for cut in CUTS:
        judged = {
            ("time" if cut == FINAL_FROM[name] else "rolling", name): window[cut].held_out
            for name, window in due.items()
            if cut in window
        }
        yield Fold(f"from {cut}", cut, {name: each.year < cut for name, each in pairs.items()}, judged)


def _strains(pairs: Mapping[str, Pairs], strains: Mapping[str, int]) -> Iterator[Fold]:
    dealt = {name: strain_folds(count, STRAIN_FOLDS, FOLD_SEED) for name, count in strains.items()}
    for fold in range(STRAIN_FOLDS):
        cut = {name: strain_disjoint(each, dealt[name], fold) for name, each in pairs.items()}
        both = {("strain-disjoint", name): each.held_out for name, each in cut.items()}
        one = {("one-unseen", name): one_unseen(each, dealt[name], fold) for name, each in pairs.items()}
        yield Fold(f"strains {fold}", 0, {name: each.train for name, each in cut.items()}, both | one)


def _random(pairs: Mapping[str, Pairs]) -> Fold:
    held = {name: strain_folds(len(each), RANDOM_SHARE, FOLD_SEED) == 0 for name, each in pairs.items()}
    return Fold(
        "random pairs",
        0,
        {name: ~mask for name, mask in held.items()},
        {("random", name): mask for name, mask in held.items()},
    )
