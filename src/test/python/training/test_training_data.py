"""Distances: Archetti-Horsfall, merging of repeats, censored pairs."""

from pathlib import Path

import pytest

from driftline_training.data import Measurement, archetti_horsfall_log2, load, merge, read_fasta

HEADER = (
    "subtype,strain_a,strain_b,year_a,year_b,antigenic_distance,distance_log2,is_variant,"
    "n_measurements,label_conflict,imputed_256,ha1_differences,source\n"
)


def test_two_way_distance_is_symmetric_and_in_log2_units() -> None:
    assert archetti_horsfall_log2(1280, 640, 80, 160) == pytest.approx(3.0)
    assert archetti_horsfall_log2(640, 1280, 160, 80) == pytest.approx(3.0)


def test_two_way_distance_cancels_avidity_and_potency() -> None:
    # a virus that reads 4-fold higher with every serum leaves the distance as it is
    plain = archetti_horsfall_log2(640, 640, 160, 160)
    avid = archetti_horsfall_log2(640 * 4, 640, 160 * 4, 160)
    assert avid == pytest.approx(plain)


def test_two_way_distance_is_the_mean_of_the_reciprocal_one_way_distances() -> None:
    one_way = (3.0 + 1.0) / 2  # log2 640/80 and log2 320/160
    assert archetti_horsfall_log2(320, 640, 80, 160) == pytest.approx(one_way)


def test_averages_a_pair_over_its_readings_whatever_its_order() -> None:
    merged = merge([Measurement("A", "B", 2001, 1.0, False, 1), Measurement("B", "A", 2001, 2.0, False, 3)])
    assert merged == [Measurement("A", "B", 2001, 1.75, False, 4)]


def test_a_measured_distance_replaces_a_censored_one() -> None:
    merged = merge([Measurement("A", "B", 2001, 8.0, True, 5), Measurement("A", "B", 2001, 3.0, False, 1)])
    assert merged == [Measurement("A", "B", 2001, 3.0, False, 1)]


def test_an_imputed_256_is_a_variant_without_a_distance(tmp_path: Path) -> None:
    (tmp_path / "ha1_H1N1.fasta").write_text(f">A/X/1/2000\n{'D' * 327}\n>A/Y/1/2001\n{'D' * 327}\n")
    row = "H1N1,A/X/1/2000,A/Y/1/2001,2000,2001,256.0,8.0,1,1,0,1,12,iav-cnn\n"
    (tmp_path / "pairs_H1N1.csv").write_text(HEADER + row)
    pairs = load(tmp_path, "H1N1").two_way
    assert pairs.censored.tolist() == [True]
    assert pairs.variant.tolist() == [True]
    assert pairs.year.tolist() == [2001]


def test_refuses_sequences_off_the_subtype_columns(tmp_path: Path) -> None:
    (tmp_path / "ha1_H5N1.fasta").write_text(">A/X/1/2000\nDQICIGYH\n")
    with pytest.raises(ValueError, match="H5N1: not 320 columns: A/X/1/2000"):
        load(tmp_path, "H5N1")


def test_reads_wrapped_fasta(tmp_path: Path) -> None:
    (tmp_path / "two.fasta").write_text(">A/X/1/2000\nDQI\nCIG\n>B\nYH\n")
    assert read_fasta(tmp_path / "two.fasta") == {"A/X/1/2000": "DQICIG", "B": "YH"}
