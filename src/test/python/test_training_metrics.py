"""Scores and calibration, against values worked out by hand."""

import numpy as np
import pytest

from driftline_training.calibration import Calibration, calibrate, conformal_half_width
from driftline_training.metrics import auc, ece, mcc, score

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


def test_calibration_recovers_a_shifted_midpoint() -> None:
    draw = np.random.default_rng(1)
    raw = draw.uniform(0, 6, 2000)
    distance = np.maximum(raw - 0.8 + draw.normal(0, 0.6, 2000), 0)
    fitted = calibrate(raw, distance, np.zeros(2000, dtype=bool))
    assert fitted.midpoint == pytest.approx(2.8, abs=0.1)
    assert fitted.stretch == pytest.approx(1.0, abs=0.1)
    assert fitted.half_width_log2 == pytest.approx(1.0, abs=0.15)


def test_verdict_and_distance_agree_and_grow_together() -> None:
    calibration = Calibration(slope=1.4, midpoint=2.3, stretch=0.7, half_width_log2=1.5)
    raw = np.linspace(0, 6, 601)
    probability, distance = calibration.probability(raw), calibration.distance(raw)
    assert distance[0] == 0
    assert np.all(np.diff(probability) > 0)
    assert np.all(np.diff(distance) > 0)
    np.testing.assert_array_equal(probability > 0.5, distance > 2)


def test_conformal_half_width_has_its_finite_sample_correction() -> None:
    residual = np.arange(1.0, 20.0)  # 19 errors: rank ceil(20 * 0.9) = 18
    assert conformal_half_width(residual, 0.9) == 18.0
