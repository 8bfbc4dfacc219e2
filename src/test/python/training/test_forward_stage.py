"""The data stage of version 2: what is read, what is left out and why."""

import lzma
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from driftline_training.forward.pairs import measurements
from driftline_training.forward.pairs.audit import audited
from driftline_training.forward.pairs.names import one_virus, virus_key
from driftline_training.forward.pairs.numbering import COLUMNS, GAP, UNKNOWN, codes, numbering
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, Table, merge
from driftline_worker.reference.references import references

PAIRS = (
    "subtype,strain_a,strain_b,year_a,year_b,antigenic_distance,distance_log2,is_variant,n_measurements,label_conflict,"
    "imputed_256,ha1_differences,source,n_sources,label_certain,spread_log2,censored,floor_known,passage\n"
)
ONE_WAY = (
    "subtype,virus,serum_strain,year_virus,year_serum,serum_id,assay,passage,titre_log2,homologous_log2,distance_log2,"
    "is_variant,n_tests,censored,source\n"
)


def table(*given: tuple[int, int, float, bool], subtype: str = "H3N2", year: int = 2000, readings: int = 1) -> Table:
    a, b, distance, censored = zip(*given, strict=True)
    count = len(given)
    return Table(
        np.array(a, np.int64),
        np.array(b, np.int64),
        np.full(count, SUBTYPES.index(subtype)),
        np.full(count, year),
        np.array(distance, np.float64),
        np.array(censored, np.bool_),
        np.ones(count, np.bool_),
        np.full(count, readings),
    )


def stage(names: list[str], sequences: list[str], pairs: Table, subtype: str = "H3N2") -> Stage:
    numbers = numbering(["M" * COLUMNS["BVic"]])
    nothing = pairs.where(np.zeros(len(pairs), np.bool_))
    residues = numbers.lay(subtype, sequences)
    return Stage(
        numbers, tuple((subtype, name) for name in names), residues, np.arange(len(names)), pairs, nothing, nothing
    )


def changed(sequence: str, *places: int) -> str:
    letters = list(sequence)
    for place in places:
        letters[place - 1] = "W" if letters[place - 1] != "W" else "Y"
    return "".join(letters)


H3 = references()["H3N2"].ha1


def test_reads_bounds_open_labels_and_no_filler(tmp_path: Path) -> None:
    (tmp_path / "pairs_H1N1.csv").write_text(
        PAIRS
        + "H1N1,A/X/1/2000,A/Y/1/2001,2000,2001,2.8,1.5,0,3,0,0,4,vaxseer,1,0,,1,1,unknown\n"
        + "H1N1,A/X/1/2000,A/Z/1/1999,2000,1999,256.0,8.0,1,1,0,1,12,iav-cnn,1,1,,0,0,unknown\n"
    )
    [row] = measurements.two_way(tmp_path, "H1N1")
    assert (row.year, row.distance, row.censored, row.certain, row.readings) == (2001, 1.5, True, False, 3)


def test_averages_parsers_of_one_titre_and_keeps_assays_apart(tmp_path: Path) -> None:
    start = "H3N2,A/V/1/2010,A/S/1/2009,2010,2009"
    lines = (
        f"{start},F1,HI,unknown,7,9,2.0,1,1,0,nextflu\n"
        f"{start},F1,HI,unknown,7,9,3.0,1,3,0,vaxseer\n"
        f"{start},F2,HI,unknown,5,9,6.0,1,9,1,vaxseer\n"
        f"{start},F1,FRA,unknown,7,9,0.0,1,1,0,flu-forecasting\n"
    )
    (tmp_path / "oneway_H3N2.csv.xz").write_bytes(lzma.compress((ONE_WAY + lines).encode()))
    [row] = measurements.one_way(tmp_path, "H3N2")
    assert (row.distance, row.censored, row.readings) == (2.75, False, 4)


def test_a_label_of_a_variant_is_a_bound(tmp_path: Path) -> None:
    (tmp_path / "labels_BVic.csv").write_text(
        "subtype,strain_a,strain_b,year_a,year_b,is_variant,n_readings,share_variant,ha1_differences,source\n"
        "BVic,B/A/1/2016,B/B/1/2008,2016,2008,1,2,1.0,3,du-flu-b\nBVic,B/A/1/2016,B/C/1/2015,2016,2015,0,1,0,1,du-flu-b\n"
    )
    assert [(row.distance, row.censored) for row in measurements.labels(tmp_path, "BVic")] == [
        (2.0, True),
        (1.0, False),
    ]
    assert measurements.labels(tmp_path, "BYam") == []


def test_numbers_cysteines_of_all_subtypes_alike() -> None:
    """Disulphide bonds of HA1 stand in the same place in every HA."""
    known = numbering([references()["H3N2"].ha1.ljust(COLUMNS["BVic"], "K")])
    for subtype, columns in (("H1N1", (55, 67)), ("H5N1", (55, 67))):
        reference = references()[subtype].ha1
        assert [reference[column - 1] for column in columns] == ["C", "C"]
        assert [int(known.slots[subtype][column - 1]) + 1 for column in columns] == [64, 76]


def test_an_end_that_a_copy_lacks_is_unknown_and_no_deletion() -> None:
    """Copies of B end at residue 314 of 347: read as deletions, they lay 33 differences from all others."""
    sequence = references()["H3N2"].ha1
    short = "--" + sequence[2:130] + "-" + sequence[131:-15] + "-" * 15
    laid = codes(short)
    assert np.flatnonzero(laid == GAP).tolist() == [130]
    assert np.flatnonzero(laid == UNKNOWN).tolist() == [0, 1, *range(len(short) - 15, len(short))]


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_no_two_columns_share_a_slot(subtype: str) -> None:
    slots = numbering(["M" * COLUMNS["BVic"]]).slots[subtype].tolist()
    assert len(set(slots)) == COLUMNS[subtype]


def test_columns_of_other_subtypes_are_unknown() -> None:
    laid = numbering(["M" * 347]).lay("H5N1", ["D" * 318 + "-D"])
    assert (laid == UNKNOWN).sum() == laid.shape[1] - 320
    assert (laid == GAP).sum() == 1
    assert codes("A-AXA").tolist() == [0, GAP, 0, UNKNOWN, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A/SWITZERLAND/9715293/2013_SIAT1/SIAT2", "A/SWITZERLAND/9715293/2013"),
        ("A/WSWAN/MONGOLIA/244/2005", "A/WHOOPERSWAN/MONGOLIA/244/2005"),
        ("A/ATHENS/GR112/2012", "A/ATHENS/112/2012"),
    ],
)
def test_names_of_one_virus(one: str, other: str) -> None:
    assert virus_key(one) == virus_key(other)
    assert one_virus(one, other)


@pytest.mark.parametrize("other", ["A/PARIS/2/2008", "A/LYON/1/2008", "A/PARIS/1/2011"])
def test_names_of_two_viruses(other: str) -> None:
    assert not one_virus("A/PARIS/1/2008", other)


def test_aliases_are_one_virus_and_their_pair_is_left_out() -> None:
    names = ["A/SHANDONG/9/1993", "A/SHANGDONG/9/1993", "A/LYON/1/1993"]
    given = stage(names, [H3, H3, changed(H3, 145)], table((0, 1, 0.3, False), (0, 2, 2.0, False), (1, 2, 2.5, False)))
    kept, found = audited(given)
    assert kept.virus.tolist() == [0, 0, 2]
    assert len(kept.two_way) == 2
    assert [(each.audit, each.rows) for each in found] == [("alias", 1)]


def test_a_block_of_one_far_value_is_left_out() -> None:
    count = 12
    pairs = [(i, j, 8.0, False) for i in range(count) for j in range(i)]
    names = [f"A/P{'ABCDEFGHIJKL'[i]}/{i + 1}/2000" for i in range(count)]
    sequences = [changed(H3, *range(1, i + 2)) for i in range(count)]
    kept, found = audited(stage(names, sequences, table(*pairs, (0, 1, 3.0, False))))
    assert len(kept.two_way) == 1
    assert [(each.audit, each.rows) for each in found] == [("block", len(pairs))]


def test_a_bound_is_no_block() -> None:
    pairs = [(i, j, 8.0, True) for i in range(12) for j in range(i)]
    names = [f"A/P{'ABCDEFGHIJKL'[i]}/{i + 1}/2000" for i in range(12)]
    given = stage(names, [changed(H3, *range(1, i + 2)) for i in range(12)], table(*pairs))
    assert len(audited(given)[0].two_way) == len(pairs)


def test_an_ha1_of_another_lineage_than_its_titres_is_left_out() -> None:
    far = changed(H3, *range(100, 160))
    names = ["A/WRONG/1/2009", *(f"A/P{'ABCDE'[i]}/{i + 1}/2009" for i in range(5))]
    sequences = [far, *(changed(H3, i + 1) for i in range(5))]
    kept, found = audited(
        stage(names, sequences, table(*((0, i, 0.5, False) for i in range(1, 6)), (1, 2, 0.5, False)))
    )
    assert [(each.audit, each.what, each.rows) for each in found] == [("lineage", "A/WRONG/1/2009", 5)]
    assert len(kept.two_way) == 1


def test_passages_that_differ_and_years_that_do_not_fit_are_told_and_kept() -> None:
    names = ["A/X/1/2010", "A/X/1/2010_E4", "A/OLD/7/1990"]
    sequences = [H3, changed(H3, *range(1, 12)), changed(H3, 200)]
    pairs = table((0, 1, 1.0, False), (0, 2, 1.0, False), (1, 2, 1.0, False))
    kept, found = audited(stage(names, sequences, pairs))
    assert [each.audit for each in found] == ["name", "year", "year"]
    assert len(kept.two_way) == 3


def test_an_audit_from_outside_leaves_out_its_rows() -> None:
    from driftline_training.forward.pairs.audit import Finding

    given = stage(["A/X/1/2010", "A/Y/2/2010"], [H3, changed(H3, 145)], table((0, 1, 1.0, False)))
    finding = Finding("titres", "H3N2", "A/X/1/2010", "why", 1)
    kept, found = audited(given, lambda _: iter([(finding, np.array([True]))]))
    assert (len(kept.two_way), found) == (0, [finding])


def test_one_way_rows_of_one_ha1_are_averaged_with_titres_before_bounds() -> None:
    residues = numbering(["M" * 347]).lay("H3N2", [H3, H3, changed(H3, 145)])
    given = replace(table((0, 2, 1.0, False), (1, 2, 3.0, False), (1, 2, 9.0, True)), readings=np.array([1, 3, 4]))
    merged = merge(given, residues)
    assert (merged.distance.tolist(), merged.censored.tolist(), merged.readings.tolist()) == ([2.5], [False], [4])
