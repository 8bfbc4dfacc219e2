"""Encoding tables: shapes, known values, gaps and unknown residues."""

import numpy as np
import pytest

from driftline_worker.encodings import ENCODINGS, RESIDUES, Encoding

every_encoding = pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=list(ENCODINGS))


@every_encoding
def test_gives_a_float32_row_for_each_site(encoding: Encoding) -> None:
    matrix = encoding.encode("QKLPGNDNST-X", "H3N2")
    assert matrix.shape == (12, encoding.features)
    assert matrix.dtype == np.float32


@every_encoding
def test_tells_all_residues_and_the_gap_apart(encoding: Encoding) -> None:
    rows = encoding.encode(RESIDUES + "-", "H3N2")
    assert len(np.unique(rows, axis=0)) == 21
    assert np.all(np.abs(rows).sum(axis=1) > 0)


@every_encoding
def test_leaves_unknown_residues_all_zero(encoding: Encoding) -> None:
    assert not encoding.encode("XxBZJUO*?\u4e2d", "H3N2").any()


@every_encoding
def test_reads_lower_case_as_upper_case(encoding: Encoding) -> None:
    np.testing.assert_array_equal(encoding.encode(RESIDUES.lower(), "H3N2"), encoding.encode(RESIDUES, "H3N2"))


@every_encoding
def test_hands_out_a_fresh_array_of_a_read_only_table(encoding: Encoding) -> None:
    matrix = encoding.encode("QK", "H3N2")
    matrix[:] = 0
    assert encoding.encode("QK", "H3N2").any()
    assert not encoding.table.flags.writeable


@every_encoding
def test_describes_itself_within_the_catalogue_limits(encoding: Encoding) -> None:
    assert 0 < len(encoding.info) <= 100
    assert encoding.citation
    assert encoding.zh["name"]
    assert encoding.zh["info"]


def test_accepts_an_empty_sequence() -> None:
    assert ENCODINGS["one-hot"].encode("", "H3N2").shape == (0, 21)


def test_one_hot_switches_one_feature() -> None:
    np.testing.assert_array_equal(ENCODINGS["one-hot"].encode(RESIDUES + "-", "H3N2"), np.eye(21))


def test_blosum62_holds_the_published_scores() -> None:
    encoding = ENCODINGS["blosum62"]
    rows = encoding.encode(RESIDUES, "H3N2")
    np.testing.assert_array_equal(rows, rows.T)
    assert rows[RESIDUES.index("W"), RESIDUES.index("W")] == 11
    assert rows[RESIDUES.index("N"), RESIDUES.index("K")] == 0
    assert np.all(encoding.encode("-", "H3N2") == -4)


def test_niek910102_is_a_correlation_matrix() -> None:
    rows = ENCODINGS["niek910102"].encode(RESIDUES, "H3N2")
    np.testing.assert_array_equal(rows, rows.T)
    np.testing.assert_array_equal(np.diag(rows), np.ones(20))


def test_scales_are_standardised_and_mark_the_gap() -> None:
    encoding = ENCODINGS["physchem6"]
    rows = encoding.encode(RESIDUES, "H3N2")
    np.testing.assert_allclose(rows[:, :6].mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(rows[:, :6].std(axis=0), 1, atol=1e-6)
    assert encoding.encode("-", "H3N2").tolist() == [[0, 0, 0, 0, 0, 0, 1]]
