"""Splits that do not leak: later years, and strains never seen."""

import numpy as np
import pytest

from driftline_training.data import SITES, Pairs
from driftline_training.splits import FINAL_FROM, strain_disjoint, strain_folds, time_split, windows

STRAINS = 60


@pytest.fixture
def pairs() -> Pairs:
    draw = np.random.default_rng(7)
    a, b = draw.integers(0, STRAINS, (2, 900))
    year = 1990 + np.maximum(a, b) % 25
    return Pairs(a, b, year, draw.random(900) * 5, np.zeros(900, dtype=bool), np.ones(900, dtype=int))


@pytest.mark.parametrize("fold", range(4))
def test_strain_folds_share_no_strain(pairs: Pairs, fold: int) -> None:
    split = strain_disjoint(pairs, strain_folds(STRAINS, 4, seed=1), fold)
    train, held_out = pairs.where(split.train), pairs.where(split.held_out)
    assert len(held_out) > 0
    assert not {*train.a, *train.b} & {*held_out.a, *held_out.b}


def test_strain_folds_are_repeatable_and_even() -> None:
    folds = strain_folds(STRAINS, 4, seed=3)
    np.testing.assert_array_equal(folds, strain_folds(STRAINS, 4, seed=3))
    assert np.bincount(folds).tolist() == [15, 15, 15, 15]


def test_time_split_trains_only_on_earlier_years(pairs: Pairs) -> None:
    split = time_split(pairs, 2005, 2008)
    assert pairs.year[split.train].max() == 2004
    assert set(pairs.year[split.held_out]) == {2005, 2006, 2007}


@pytest.mark.parametrize("subtype", SITES)
def test_windows_follow_each_other_and_end_with_the_final_one(pairs: Pairs, subtype: str) -> None:
    given = list(windows(pairs, subtype))
    judged = np.sum([split.held_out for _, split in given], axis=0)
    assert judged.max() == 1
    assert all(pairs.year[split.train].max() < first for first, split in given)
    first, final = given[-1]
    assert first == FINAL_FROM[subtype]
    np.testing.assert_array_equal(final.held_out, pairs.year >= first)
