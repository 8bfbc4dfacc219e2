"""Scores over subtypes, bootstrap intervals, and the rule of what is served."""

from dataclasses import replace

import numpy as np
import pytest

from driftline_training.answers import Answers, intervals, joined, mean
from driftline_training.data import Pairs
from driftline_training.lines import HAMMING, MACRO, ReportLine, lines
from driftline_training.registration import beaten, quality


def answers(count: int, wrong: float, seed: int = 3) -> Answers:
    """Answers about pairs of 30 strains, a share of whose verdicts is wrong."""
    draw = np.random.default_rng(seed)
    a, b = draw.integers(0, 30, (2, count))
    distance = draw.random(count) * 5
    variant = distance >= 2
    said = variant ^ (draw.random(count) < wrong)
    probability = np.where(said, 0.9, 0.1)
    pairs = Pairs(a, b, np.full(count, 2005), distance, np.zeros(count, dtype=bool), np.ones(count, dtype=int))
    return Answers(pairs, said, probability, distance + 0.5, np.full(count, 1.0))


def line(model: str, subtype: str, mcc: float, auc: float = 0.5, split: str = "time") -> ReportLine:
    given = answers(50, 0.2)
    changed = replace(given.scores(), mcc=mcc, auc=auc)
    return ReportLine(model, "" if model == HAMMING else "one-hot", subtype, split, 2009, changed, {}, 0.9, [])


def test_the_mean_counts_every_subtype_the_same() -> None:
    small, large = answers(20, 0.5), answers(2000, 0.0)
    both = mean([small.scores(), large.scores()])
    assert both.mcc == pytest.approx((small.scores().mcc + large.scores().mcc) / 2)
    assert both.pairs == 2020


def test_intervals_are_repeatable_hold_the_score_and_shrink_with_more_pairs() -> None:
    few, many = answers(60, 0.2), answers(3000, 0.2)
    assert intervals([few]) == intervals([few])
    widths = []
    for each in (few, many):
        low, high = intervals([each])["mcc"]
        assert low <= each.scores().mcc <= high
        widths.append(high - low)
    assert widths[1] < widths[0]


def test_resampling_draws_strains_with_all_their_pairs() -> None:
    given = answers(400, 0.1)
    drawn = given.resampled(np.random.default_rng(1))
    times: dict[tuple[int, int], set[int]] = {}
    for a, b in {*zip(drawn.pairs.a.tolist(), drawn.pairs.b.tolist(), strict=True)}:
        share = int(((drawn.pairs.a == a) & (drawn.pairs.b == b)).sum())
        whole = int(((given.pairs.a == a) & (given.pairs.b == b)).sum())
        times.setdefault((min(a, b), max(a, b)), set()).add(share // whole)
    assert all(len(each) == 1 for each in times.values())


def test_coverage_is_the_share_inside_the_interval() -> None:
    given = answers(50, 0.0)
    assert given.coverage() == 1.0
    assert np.isnan(Answers(given.pairs, given.said, given.probability, given.distance, np.full(50, np.nan)).coverage())


def test_joined_answers_keep_their_order() -> None:
    one, other = answers(10, 0.1, 1), answers(5, 0.1, 2)
    assert joined([one, other]).distance.tolist() == [*one.distance, *other.distance]


def test_lines_end_with_the_mean() -> None:
    given = list(
        lines(
            "cnn", "one-hot", "time", {"H1N1": answers(40, 0.1), "H3N2": answers(60, 0.2)}, {"H1N1": 2009, "H3N2": 2009}
        )
    )
    assert [each.subtype for each in given] == ["H1N1", "H3N2", MACRO]
    assert given[2].scores.mcc == pytest.approx((given[0].scores.mcc + given[1].scores.mcc) / 2)


def test_what_a_hamming_threshold_beats_on_later_years_is_not_served() -> None:
    given = [
        line(HAMMING, "H1N1", 0.45, 0.83),
        line(HAMMING, "H3N2", 0.2, 0.6),
        line(HAMMING, "H5N1", 0.1, 0.6),
        line(HAMMING, MACRO, 0.25, 0.68),
        line("cnn", "H1N1", 0.44, 0.84),
        line("cnn", "H3N2", 0.7, 0.9),
        line("cnn", "H5N1", 0.05, 0.5),
        line("cnn", MACRO, 0.40, 0.75),
        line(HAMMING, "H3N2", 0.9, split="rolling"),
        line("cnn", "H3N2", 0.1, split="rolling"),
    ]
    assert beaten("cnn", given) == {("H5N1", "one-hot")}


def test_an_encoding_that_is_beaten_in_the_mean_is_served_for_no_subtype() -> None:
    given = [
        line(HAMMING, "H1N1", 0.5),
        line(HAMMING, "H3N2", 0.2),
        line(HAMMING, MACRO, 0.35),
        line("cnn", "H1N1", 0.1),
        line("cnn", "H3N2", 0.4),
        line("cnn", MACRO, 0.25),
    ]
    assert beaten("cnn", given) == {("H1N1", "one-hot"), ("H3N2", "one-hot")}


def test_quality_names_what_is_served_beside_the_baseline() -> None:
    given = [
        line(HAMMING, "H3N2", 0.2),
        line("cnn", "H3N2", 0.7),
        line(HAMMING, "H5N1", 0.1),
        line("cnn", "H5N1", 0.05),
    ]
    (only,) = quality("cnn", given, {("H3N2", "one-hot")})
    assert (only["subtype"], only["mcc"], only["baselineMcc"]) == ("H3N2", 0.7, 0.2)
