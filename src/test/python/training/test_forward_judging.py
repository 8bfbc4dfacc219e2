"""Scores with bounds and open labels, and what the trees read of a pair."""

from dataclasses import replace

import numpy as np
import pytest
from test_forward_stage import H3, changed, stage, table

from driftline_training.forward.judging import Judged, gain, intervals
from driftline_training.forward.learners.features import GroundForecast, compared, features
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.numbering import GAP
from driftline_training.forward.pairs.stage import SUBTYPES, Table, joined
from driftline_training.forward.verdict import limits


def judged(*given: tuple[float, bool, float, float], certain: tuple[bool, ...] | None = None) -> Judged:
    """Give (true distance, bound, probability, said distance) of pairs of distinct viruses."""
    distance, censored, probability, said = zip(*given, strict=True)
    count = len(given)
    pairs = table(*((2 * i, 2 * i + 1, d, c) for i, (d, c) in enumerate(zip(distance, censored, strict=True))))
    pairs = replace(pairs, certain=np.array(certain if certain else [True] * count))
    away = np.array(said, np.float64)
    virus = np.stack([pairs.a, pairs.b], axis=1)
    return Judged(pairs, virus, np.array(probability, np.float64), away, away - 1, away + 1)


def test_a_bound_costs_only_what_lies_below_it() -> None:
    scores = judged((3.0, True, 0.9, 5.0), (3.0, True, 0.9, 2.0), (1.0, False, 0.1, 1.5)).scores()
    assert scores["maeLog2"] == (0 + 1 + 0.5) / 3


def test_an_open_label_counts_for_the_distance_alone() -> None:
    given = judged((1.0, True, 0.9, 3.0), (3.0, False, 0.9, 3.0), (0.0, False, 0.1, 0.0), certain=(False, True, True))
    assert given.scores()["mcc"] == 1
    assert given.scores()["brier"] == pytest.approx(0.01)


def test_a_bound_is_inside_an_interval_that_reaches_it() -> None:
    assert judged((3.0, True, 0.9, 5.0), (3.0, True, 0.9, 1.0), (3.0, False, 0.9, 3.5)).coverage() == 2 / 3


def test_pairs_without_an_interval_are_not_counted_as_missed() -> None:
    given = judged((3.0, False, 0.9, 3.0), (3.0, False, 0.9, 9.0))
    assert replace(given, high=np.array([4.0, np.nan]), low=np.array([2.0, np.nan])).coverage() == 1


def test_the_gain_of_a_model_over_itself_is_nothing() -> None:
    given = judged(*[(3.0, False, 0.7, 2.5), (0.0, False, 0.4, 1.0), (1.0, False, 0.6, 1.0)] * 10)
    assert gain({"H3N2": given}, {"H3N2": given})["maeLog2"] == (0.0, 0.0, 0.0)
    low, high = intervals({"H3N2": given})["maeLog2"]
    assert low <= given.scores()["maeLog2"] <= high


def test_features_are_the_same_both_ways_round_and_nothing_for_equals() -> None:
    lost = H3[:130] + "-" + H3[131:]
    given = stage(
        ["a", "b", "c"],
        [H3, changed(H3, 145, 189), lost],
        table((0, 1, 1.0, False), (0, 2, 1.0, False), (0, 0, 0.0, False)),
    )
    told = GroundForecast(*(np.zeros(3) for _ in range(4)))
    forth = features(given, given.two_way, told)
    back = features(given, replace(given.two_way, a=given.two_way.b, b=given.two_way.a), told)
    np.testing.assert_array_equal(forth, back)
    slots = given.numbering.count
    assert np.flatnonzero(forth[0, :slots]).tolist() == [144, 188]
    assert np.flatnonzero(forth[1, :slots]).tolist() == [130]
    assert not forth[2, : -len(SUBTYPES) - 4].any()


def test_counts_a_sequon_that_one_strain_has_alone() -> None:
    start = "".join(
        "N" if i == 49 else "G" if i == 50 else "A" if i in (51, 48) else letter for i, letter in enumerate(H3)
    )
    gained = start[:51] + "T" + start[52:]
    given = stage(["a", "b"], [start, gained], table((0, 1, 1.0, False)))
    assert compared(given, given.two_way)[0, -len(SUBTYPES) - 1] == 1
    assert (given.residues == GAP).sum() == 0


def window(*bands: tuple[float, int, int]) -> tuple[Floats, Table]:
    """Give (probability, pairs, variants among them) of a window."""
    probability = np.concatenate([np.full(pairs, stated) for stated, pairs, _ in bands])
    variant = [number < variants for _, pairs, variants in bands for number in range(pairs)]
    rows = [(2 * i, 2 * i + 1, 3.0 if each else 1.0, False) for i, each in enumerate(variant)]
    return probability, table(*rows)


def test_similar_is_called_as_far_as_it_was_right_in_every_window() -> None:
    kind = window((0.1, 400, 4), (0.3, 100, 0), (0.9, 50, 50))
    harsh = window((0.1, 60, 3), (0.3, 60, 40), (0.9, 50, 50))
    assert limits([kind])[0] == 0.3
    assert limits([harsh])[0] == 0.1
    assert limits([kind, harsh])[0] == 0.1
    everything = np.concatenate([kind[0], harsh[0]]), joined(kind[1], harsh[1])
    assert limits([everything])[0] == 0.3, "the many of the one would hide the few of the other"


def test_variant_is_called_as_far_as_it_was_right_in_all_windows_together() -> None:
    kind = window((0.1, 50, 0), (0.7, 200, 195), (0.9, 50, 50))
    harsh = window((0.1, 50, 0), (0.7, 20, 5), (0.9, 50, 48))
    assert limits([kind, harsh])[1] == 0.7
    assert limits([harsh])[1] == 0.9


def test_what_is_never_right_often_enough_is_hardly_called() -> None:
    assert limits([window((0.1, 100, 50), (0.9, 100, 50))]) == (0.02, 0.98)
    assert limits([window((0.0, 100, 0), (1.0, 100, 100))]) == (0.02, 0.98), "and no limit is at the very end"


def test_a_small_window_leans_on_all() -> None:
    large = window((0.2, 500, 5), (0.9, 50, 50))
    assert limits([large, window((0.2, 5, 1))])[0] == 0.2
    assert limits([large, window((0.2, 50, 10))])[0] == 0.02
