"""Encoding tables: shapes, known values, gaps and unknown residues."""

import numpy as np
import pytest

from driftline_worker.encodings.encodings import ENCODINGS, RESIDUES, Encoding
from driftline_worker.encodings.trigrams import trigrams
from driftline_worker.reference.references import references
from driftline_worker.reference.site_groups import GROUPS, receptor_distance, site_groups

every_encoding = pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=list(ENCODINGS))


@every_encoding
def test_gives_a_float32_row_for_each_site(encoding: Encoding) -> None:
    matrix = encoding.encode("QKLPGNDNST-X", "H3N2")
    assert matrix.shape == (12, encoding.features)
    assert matrix.dtype == np.float32


@every_encoding
def test_tells_all_residues_and_the_gap_apart(encoding: Encoding) -> None:
    rows = np.stack([encoding.encode(f"Q{letter}L", "H3N2")[1] for letter in RESIDUES + "-"])
    assert len(np.unique(rows, axis=0)) == 21
    assert np.all(np.abs(rows).sum(axis=1) > 0)


@every_encoding
def test_leaves_unknown_residues_all_zero(encoding: Encoding) -> None:
    assert not encoding.encode("XxBZJUO*?\u4e2d", "H3N2").any()


@every_encoding
def test_reads_lower_case_as_upper_case(encoding: Encoding) -> None:
    np.testing.assert_array_equal(encoding.encode(RESIDUES.lower(), "H3N2"), encoding.encode(RESIDUES, "H3N2"))


@every_encoding
def test_hands_out_a_fresh_array(encoding: Encoding) -> None:
    matrix = encoding.encode("QK", "H3N2")
    matrix[:] = 0
    assert encoding.encode("QK", "H3N2").any()


@every_encoding
@pytest.mark.parametrize("subtype", references())
def test_encodes_each_subtypes_reference(encoding: Encoding, subtype: str) -> None:
    reference = references()[subtype]
    matrix = encoding.encode(reference.ha1, subtype)
    assert matrix.shape == (reference.columns, encoding.features)
    assert np.isfinite(matrix).all()
    assert matrix.any(axis=1).all()


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


def test_a_trigram_with_an_unknown_letter_is_unknown() -> None:
    rows = ENCODINGS["trigram"].encode("QKLXPGN", "H3N2")
    assert rows.any(axis=1).tolist() == [True, True, False, False, False, True, True]


def test_a_trigram_knows_its_neighbours() -> None:
    first, second = (ENCODINGS["trigram"].encode(each, "H3N2") for each in ("QKLPG", "QKVPG"))
    assert (first != second).any(axis=1).tolist() == [False, True, True, True, False]


def test_a_trigram_never_met_is_made_of_its_letters() -> None:
    vectors = trigrams().vectors
    # if W in the middle shifts all unseen 3-grams alike, the shifts between two letters agree
    shifts = vectors[4, :, 17] - vectors[4, :, 10]
    _, counts = np.unique(np.round(shifts, 4), axis=0, return_counts=True)
    assert counts.max() > 10


def test_site_aware_rows_name_the_groups_of_their_site() -> None:
    rows = ENCODINGS["site-aware"].encode(references()["H3N2"].ha1, "H3N2")
    groups = rows[:, 7 : 7 + len(GROUPS) + 1]
    np.testing.assert_array_equal(groups, site_groups("H3N2"))
    assert groups[144, GROUPS.index("A")] == groups[144, GROUPS.index("koel_cluster_transition")] == 1
    assert groups[188, GROUPS.index("receptor_binding_site")] == groups[188, GROUPS.index("B")] == 1


def test_site_aware_scales_fade_with_the_distance_from_the_receptor_binding_site() -> None:
    alanine = ENCODINGS["site-aware"].encode("A" * 329, "H3N2")
    near = np.abs(alanine[:, -3])
    assert receptor_distance("H3N2")[189] == 0
    assert near[189] > near[60] > 0


def test_h1_and_h5_columns_have_the_groups_of_their_h3_position() -> None:
    for subtype in ("H1N1", "H5N1"):
        h3 = references()[subtype].h3
        own, model = site_groups(subtype), site_groups("H3N2")
        for column in (140, 156, 187, 190):
            np.testing.assert_array_equal(own[column - 1], model[h3[column] - 1])
