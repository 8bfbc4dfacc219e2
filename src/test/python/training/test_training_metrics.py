"""Scores and calibration, against values worked out by hand."""

import numpy as np
import pytest

from driftline_training.calibration import Calibration, calibrate, conformal_half_width
from driftline_training.learning.forecast import Forecast, blended
from driftline_training.metrics import auc, ece, mcc, reliability, score

YES, NO = True, False


def test_mcc_of_a_known_table() -> None:
    # 2 true positives, 1 false negative, 1 false positive, 4 true negatives: 7 / 15
    truth = np.array([YES, YES, YES, NO, NO, NO, NO, NO])
    said = np.array([YES, YES, NO, YES, NO, NO, NO, NO])
    assert mcc(truth, said) == pytest.approx(7 / 15)


def test_mcc_is_zero_for_one_answer_to_everything() -> None:
    assert mcc(np.array([YES, NO]), np.array([YES, YES])) == 0.0


def test_auc_counts_ties_half() -> None:
    assert auc(np.array([YES, NO, NO]), np.array([0.5, 0.5, 0.1])) == pytest.approx(0.75)


def test_ece_is_the_gap_between_said_and_seen() -> None:
    truth = np.array([YES, NO, NO, NO])
    assert ece(truth, np.full(4, 0.75)) == pytest.approx(0.5)


def test_distance_error_leaves_censored_pairs_out() -> None:
    truth, measured = np.array([YES, YES, NO]), np.array([YES, NO, YES])
    given = score(
        truth, np.array([0.9, 0.9, 0.1]), truth, np.array([3.0, 8.0, 1.0]), np.array([2.5, 3.0, 1.0]), measured
    )
    assert given.mae_log2 == pytest.approx(0.25)
    assert given.mcc == 1.0


def test_calibration_recovers_how_sure_odds_may_be() -> None:
    draw = np.random.default_rng(1)
    odds = draw.normal(0, 2, 4000)
    variant = draw.random(4000) < 1 / (1 + np.exp(-0.6 * odds))
    distance = np.where(variant, 3.0, 1.0)
    fitted = calibrate(Forecast(odds, distance + draw.normal(0, 0.5, 4000)), distance, np.zeros(4000, dtype=bool))
    assert fitted.slope == pytest.approx(0.6, abs=0.06)


def test_calibration_has_no_intercept_to_carry_a_class_share_into_other_years() -> None:
    draw = np.random.default_rng(2)
    distance = np.where(draw.random(500) < 0.9, 3.0, 1.0)
    fitted = calibrate(Forecast(draw.normal(0, 1, 500), distance), distance, np.zeros(500, dtype=bool))
    assert fitted.probability(Forecast(np.zeros(1), np.zeros(1))) == pytest.approx([0.5])


def test_verdict_and_distance_agree() -> None:
    calibration = Calibration(slope=0.7, half_width_log2=1.5)
    raw = Forecast(np.array([-1.0, -1.0, 1.0, 1.0]), np.array([-0.2, 2.6, 1.2, 3.0]))
    probability, distance = calibration.probability(raw), calibration.distance(raw)
    assert distance.tolist() == [0.0, 1.99, 2.0, 3.0]
    np.testing.assert_array_equal(probability >= 0.5, distance >= 2)


def test_a_blend_weighs_odds_and_distances() -> None:
    one, other = (Forecast(np.array([x]), np.array([y])) for x, y in ((0.0, 1.0), (3.0, 4.0)))
    both = blended({"trees": one, "cnn": other}, {"trees": 2 / 3, "cnn": 1 / 3})
    assert (both.odds[0], both.distance[0]) == pytest.approx((1.0, 2.0))


def test_reliability_tells_stated_from_observed() -> None:
    (low, high) = reliability(np.array([NO, YES, YES, YES]), np.array([0.12, 0.18, 0.9, 1.0]))
    assert (low.pairs, low.stated, low.observed) == pytest.approx((2, 0.15, 0.5))
    assert (high.pairs, high.stated, high.observed) == pytest.approx((2, 0.95, 1.0))


def test_conformal_half_width_has_its_finite_sample_correction() -> None:
    residual = np.arange(1.0, 20.0)  # 19 errors: rank ceil(20 * 0.9) = 18
    assert conformal_half_width(residual, 0.9) == 18.0
