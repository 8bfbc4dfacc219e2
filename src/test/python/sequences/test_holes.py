"""What is missing from a record is unknown, whatever it is written with, and the same hole reads alike."""

from collections.abc import Callable

import numpy as np
import pytest
from Bio.Seq import reverse_complement, translate

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.predicting.caveats import record_caveats
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import Checked, check_letters
from testing.samples import WISCONSIN, only

GENES = ("A_Beijing_32_1992_cds", "reference_ha_H3N2_cds", "reference_ha_H1N1_cds", "reference_ha_H5N1_cds")
WRITTEN: dict[str, Callable[[str, int, str], str]] = {
    letter: lambda before, size, behind, letter=letter: before + letter * size + behind for letter in "-.~?nNX"
} | {
    "mixed": lambda before, size, behind: before + ("-N.?~X" * size)[:size] + behind,
    "over lines": lambda before, size, behind: f"{before}{'N' * 7}\n {'-' * (size - 7)}\r\n{behind}",
    "lower case": lambda before, size, behind: (before + "-" * size + behind).lower(),
    "other strand": lambda before, size, behind: reverse_complement(before + "N" * size + behind),
    "other length": lambda before, size, behind: before + "N" * (size + 20) + behind,
}
STRAND = {"reverse-strand"}


def told(checked: Checked) -> tuple[object, ...]:
    kinds = [fault.kind for fault in (*checked.faults, *checked.doubts)]
    return checked.aligned, checked.insertions, kinds, set(checked.flags) - STRAND, checked.coverage


@pytest.mark.parametrize("gene", GENES)
@pytest.mark.parametrize("size", [15, 31, 90, 149, 150, 151])
@pytest.mark.parametrize("at", [131, 600])
def test_the_same_hole_reads_alike_in_every_dress(gene: str, at: int, size: int) -> None:
    bases = only(gene)
    before, behind = bases[:at], bases[at + size :]
    whole = check_letters(bases)

    joined = check_letters(before + behind)
    bound = check_letters(before + behind, whole.subtype)

    for write in WRITTEN.values():
        assert told(check_letters(write(before, size, behind))) == told(joined)
        assert told(check_letters(write(before, size, behind), whole.subtype)) == told(bound)
    assert all(letter in ("X", true) for letter, true in zip(bound.aligned, whole.aligned, strict=True))
    assert bound.aligned.count("X") <= size // 3 + 6


@pytest.mark.parametrize("gene", GENES)
def test_what_follows_a_hole_across_the_end_of_ha1_is_none_of_it(gene: str) -> None:
    bases = only(gene)
    protein = translate(bases).rstrip("*")
    whole = check_letters(bases)
    end = 3 * (protein.index(whole.aligned[:10]) + len(whole.aligned))
    draw = np.random.default_rng(11)
    dresses = list(WRITTEN.values())

    for number in range(50):
        at = end - int(draw.integers(1, 241))
        behind = min(end + int(draw.integers(1, 401)), len(bases) - 1)
        joined = check_letters(bases[:at] + bases[behind:])
        write = dresses[number % len(dresses)]
        for record in (joined, check_letters(protein[: at // 3] + protein[-(-behind // 3) :])):
            assert record.aligned
            assert all(letter in ("X", true) for letter, true in zip(record.aligned, whole.aligned, strict=True))
        assert told(check_letters(write(bases[:at], behind - at, bases[behind:]))) == told(joined)


@pytest.mark.parametrize("gene", GENES)
def test_what_precedes_a_hole_across_the_start_of_ha1_is_hardly_ever_read_as_its_residues(gene: str) -> None:
    bases = only(gene)
    protein = translate(bases).rstrip("*")
    whole = check_letters(bases)
    start = 3 * protein.index(whole.aligned[:10])
    draw = np.random.default_rng(12)
    dresses = list(WRITTEN.values())
    wrong = 0

    for number in range(50):
        at = max(3, start - int(draw.integers(0, 61)))
        behind = start + int(draw.integers(3, 241))
        joined = check_letters(bases[:at] + bases[behind:])
        write = dresses[number % len(dresses)]
        for record in (joined, check_letters(protein[: at // 3] + protein[-(-behind // 3) :])):
            read = all(letter in ("X", true) for letter, true in zip(record.aligned, whole.aligned, strict=False))
            wrong += not (record.aligned and read)
        assert told(check_letters(write(bases[:at], behind - at, bases[behind:]))) == told(joined)

    # Of the signal peptide some letters fit by chance: LCL stands in it and at 13 to 15 of H3.
    assert wrong <= 4


@pytest.mark.parametrize("size", [5, 10, 30, 50])
@pytest.mark.parametrize("at", [20, 60, 128, 250])
def test_a_protein_and_its_gene_have_the_same_hole(at: int, size: int) -> None:
    bases = only("A_Beijing_32_1992_cds")
    protein = translate(bases).rstrip("*")

    gene = check_letters(bases[: 3 * at] + bases[3 * (at + size) :], "H3N2")

    for written in ("", "-" * size, "." * size, "~" * size, "?" * size, "X" * size, "x-" * size):
        record = check_letters(protein[:at] + written + protein[at + size :], "H3N2")
        assert (record.aligned, record.coverage, record.insertions) == (gene.aligned, gene.coverage, gene.insertions)


@pytest.mark.parametrize("end", [90, 240])
def test_an_end_written_as_unknown_is_a_missing_end(end: int) -> None:
    missing = check_letters(WISCONSIN[end:], "H3N2")

    for letter in "X-?":
        assert told(check_letters(letter * end + WISCONSIN[end:], "H3N2")) == told(missing)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("at", [129, 130, 160, 220])
def test_a_short_deletion_is_one(at: int, size: int) -> None:
    ha1 = references()["H1N1"].target

    checked = check_letters(ha1[:at] + ha1[at + size :])

    assert checked.aligned.count("-") == size
    assert "X" not in checked.aligned


@pytest.mark.parametrize(("subtype", "column"), [("H1N1", 130), ("H5N1", 129)])
@pytest.mark.parametrize("at", [60, 100, 140, 200])
def test_the_known_deletion_stays_one_beside_a_hole(subtype: str, column: int, at: int) -> None:
    ha1 = references()[subtype].target
    lost = ha1[: column - 1] + "-" + ha1[column:]

    checked = check_letters(lost[:at] + lost[at + 20 :])

    assert [each for each, letter in enumerate(checked.aligned, start=1) if letter == "-"] == [column]
    assert checked.aligned.count("X") in range(20, 26)


def test_two_holes_out_of_frame_are_two_holes() -> None:
    bases = only("reference_ha_H1N1_cds")

    checked = check_letters(bases[:301] + bases[332:602] + bases[631:])

    assert checked.faults == ()
    assert all(letter in ("X", true) for letter, true in zip(checked.aligned, references()["H1N1"].ha1, strict=True))
    assert checked.aligned.count("X") in range(20, 30)


def test_bases_missing_like_a_deletion_out_of_frame_are_a_frameshift() -> None:
    bases = only("reference_ha_H3N2_cds")

    assert [check_letters(bases[:400] + bases[400 + lost :]).faults[0].kind for lost in (4, 10, 11)] == [
        "frameshift"
    ] * 3


def test_a_point_in_a_record_without_other_gaps_is_not_taken_for_a_deletion() -> None:
    ha1 = references()["H3N2"].target
    pointed = check_letters(ha1[:150] + "." + ha1[151:])
    aligned = check_letters("-" + ha1[:150] + "." + ha1[151:])

    assert pointed.aligned[150] == "X"
    assert aligned.aligned[150] == "-"
    (unknown, point) = record_caveats(CheckedRecord(1, "A/a/1/2005", pointed))
    assert unknown.key == "warning.unknown"
    assert point.text.startswith("A/a/1/2005: the point at column 151 may be a gap or a residue that was not read")


def test_many_codes_of_mixed_bases_are_unknown_bases_not_a_protein() -> None:
    bases = list(only("reference_ha_H3N2_cds"))
    for place in range(60, len(bases), 7):
        bases[place] = "RYSWKM"[place % 6]

    checked = check_letters("".join(bases))

    assert checked.form == "nucleotide"
    assert checked.faults[0].kind == "too-many-unknown"
    assert "HA1 sites are unknown (nucleotides missing, or codons that N" in checked.faults[0].detail
