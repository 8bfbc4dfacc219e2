"""Splits that do not leak: later years, and strains never seen."""

import numpy as np
import pytest

from driftline_training.data import SITES, Pairs
from driftline_training.splits import FINAL_FROM, folds, one_unseen, strain_disjoint, strain_folds, time_split, windows

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


def test_one_unseen_shares_one_strain_with_the_training_pairs(pairs: Pairs) -> None:
    fold_of = strain_folds(STRAINS, 4, seed=1)
    judged = pairs.where(one_unseen(pairs, fold_of, 0))
    assert len(judged) > 0
    assert np.all((fold_of[judged.a] == 0) ^ (fold_of[judged.b] == 0))


def test_no_fold_judges_what_it_trained_on(pairs: Pairs) -> None:
    planned = list(folds({"H3N2": pairs}, {"H3N2": STRAINS}))
    seen = {split for fold in planned for split, _ in fold.judged}
    assert seen == {"time", "rolling", "strain-disjoint", "one-unseen", "random"}
    for fold in planned:
        for (split, subtype), judged in fold.judged.items():
            assert not (judged & fold.train[subtype]).any()
            if split != "random":
                train, held_out = pairs.where(fold.train[subtype]), pairs.where(judged)
                known = {*train.a, *train.b}
                assert all(a not in known or b not in known for a, b in zip(held_out.a, held_out.b, strict=True)) or (
                    train.year.max() < held_out.year.min()
                )
