"""Records of every form land on the same columns, and what cannot be used is named."""

import pytest

from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import Checked, SequenceChecker, check_letters
from driftline_worker.sequences.placement import place
from testing.samples import BEIJING, WISCONSIN, fasta, only

MESSY = fasta("messy_upload_H3N2")
WRONG = fasta("wrong_gene_or_type")
NEURAMINIDASE = "CY114383|influenza_A_N2_neuraminidase_wrong_gene"
CDS = only("reference_ha_H3N2_cds")
HA1_START = 16 * 3


def kind(checked: Checked) -> str:
    (fault,) = checked.faults
    return fault.kind


@pytest.mark.parametrize(
    "name",
    ["full_length_protein", "cds_nucleotide_lowercase", "rna_letters_U", "ha1_only_mature", "gapped_alignment_columns"],
)
def test_every_form_of_a_strain_lands_on_the_same_columns(name: str) -> None:
    checked = check_letters(MESSY[name])

    assert checked.faults == ()
    assert checked.subtype == "H3N2"
    assert checked.aligned == references()["H3N2"].ha1
    assert (checked.coverage, checked.identity) == (1.0, 1.0)


@pytest.mark.parametrize("subtype", ["H1N1", "H3N2", "H5N1"])
@pytest.mark.parametrize("form", ["cds", "segment"])
def test_protein_coding_sequence_and_segment_agree(subtype: str, form: str) -> None:
    reference = references()[subtype]

    nucleotide = check_letters(only(f"reference_ha_{subtype}_{form}"))
    protein = check_letters(reference.signal + reference.target)

    assert nucleotide.form == "nucleotide"
    assert nucleotide.subtype == protein.subtype == subtype
    assert nucleotide.aligned == protein.aligned == reference.ha1


def test_reads_the_opposite_strand() -> None:
    checked = check_letters(reverse(CDS))

    assert checked.aligned == references()["H3N2"].ha1
    assert checked.flags == ("reverse-strand", "signal-peptide")


@pytest.mark.parametrize("subtype", ["H1N1", "H3N2", "H5N1"])
def test_any_frame_strand_case_and_line_end_give_the_same_columns(subtype: str) -> None:
    cds = only(f"reference_ha_{subtype}_cds")
    wrapped = "\r\n".join(cds[at : at + 60] for at in range(0, len(cds), 60))

    for letters in (
        "A" + cds,
        "AC" + cds,
        cds[1:],
        cds[2:],
        reverse("A" + cds),
        wrapped.lower(),
        cds.replace("T", "u"),
    ):
        assert check_letters(letters).aligned == references()[subtype].ha1


def test_flags_what_is_unusual() -> None:
    mature, whole = references()["H3N2"].target, WISCONSIN

    assert check_letters(mature).flags == ()
    assert check_letters(whole).flags == ("signal-peptide",)
    assert check_letters(CDS[48:-5]).flags == ("odd-length",)
    assert check_letters(whole + "GGGGG" * 10).flags == ("odd-length", "signal-peptide")
    assert check_letters(mature[:40] + "X" * 20 + mature[60:]).flags == ("many-unknown",)
    assert check_letters(MESSY["cds_out_of_frame_one_base_deleted_at_300"]).flags == ("frameshift",)
    assert check_letters(mature[:100] + "*" + mature[101:]).flags[0] == "internal-stop"
    assert check_letters(WRONG[NEURAMINIDASE]).flags[-1] == "off-subtype"


@pytest.mark.parametrize(
    "letters",
    [
        WISCONSIN[200:],
        WISCONSIN[100:160],
        WISCONSIN[:60] + "X" * 200 + WISCONSIN[260:],
        WISCONSIN[:100] + "*" + WISCONSIN[101:],
        WISCONSIN[:100] + "!" + WISCONSIN[101:],
        references()["H5N1"].target,
        CDS * 2,
        MESSY["cds_out_of_frame_one_base_deleted_at_300"],
        CDS[:300] + "E" + CDS[301:],
    ],
)
def test_a_caller_who_knows_the_subtype_gets_columns_and_doubts(letters: str) -> None:
    alone, bound = check_letters(letters), check_letters(letters, "H3N2")

    assert alone.faults or alone.subtype != "H3N2"
    assert bound.faults == ()
    assert bound.subtype == "H3N2"
    assert bound.doubts
    assert len(bound.aligned) == 329
    assert bound.coverage > 0


@pytest.mark.parametrize("letters", ["", "-", "XXXX", "N" * 700, "A", "*"])
def test_nothing_known_stays_unusable_whatever_the_caller_knows(letters: str) -> None:
    assert check_letters(letters, "H3N2").faults


def test_a_sound_record_is_the_same_whether_or_not_its_subtype_is_given() -> None:
    assert check_letters(WISCONSIN, "H3N2") == check_letters(WISCONSIN)


def test_what_a_truncated_record_lacks_is_unknown_not_deleted() -> None:
    checked = check_letters(MESSY["ha1_truncated_first_25_missing"])

    assert checked.aligned == "X" * 25 + references()["H3N2"].ha1[25:]
    assert checked.coverage == pytest.approx(304 / 329, abs=1e-4)
    assert "partial" in checked.flags


def test_keeps_unknown_residues_as_x() -> None:
    checked = check_letters(MESSY["ha1_with_X_at_11_156_157_158"])

    assert [column for column, letter in enumerate(checked.aligned, start=1) if letter == "X"] == [11, 156, 157, 158]
    assert checked.flags == ("unknown-residues",)


def test_ambiguity_codes_become_x() -> None:
    checked = check_letters(MESSY["ha1_ambiguity_B_Z_J"])

    assert [column for column, letter in enumerate(checked.aligned, start=1) if letter == "X"] == [1, 3, 7]


def test_ambiguous_nucleotides_become_x_unless_the_codon_is_plain() -> None:
    first = HA1_START + 3 * 20
    bases = CDS[:first] + "NNN" + CDS[first + 3 : first + 5] + "N" + CDS[first + 6 :]

    aligned = check_letters(bases).aligned

    assert aligned[20] == "X"
    assert aligned[22:] == references()["H3N2"].ha1[22:]


def test_reports_a_frameshift_with_its_column() -> None:
    checked = check_letters(MESSY["cds_out_of_frame_one_base_deleted_at_300"])

    (fault,) = checked.faults
    assert fault.kind == "frameshift"
    assert fault.column is not None and abs(fault.column - 300) <= 6
    assert "1 base missing" in fault.detail
    assert checked.aligned == ""


@pytest.mark.parametrize("at", [60, 200, 500, 900, 1030])
@pytest.mark.parametrize("extra", [-2, -1, 1, 2])
def test_reports_frameshifts_all_over_ha1(at: int, extra: int) -> None:
    bases = CDS[:at] + CDS[at - extra :] if extra < 0 else CDS[:at] + "A" * extra + CDS[at:]

    (fault,) = check_letters(bases).faults

    assert fault.kind == "frameshift"
    assert fault.column is not None and abs(fault.column - at) <= 15


def test_a_frameshift_behind_ha1_does_no_harm() -> None:
    assert check_letters(CDS[:1300] + CDS[1301:]).aligned == references()["H3N2"].ha1


def test_names_the_column_of_a_stop_codon_inside_ha1() -> None:
    bases = CDS[:363] + "TAA" + CDS[366:]

    (fault,) = check_letters(bases).faults

    assert (fault.kind, fault.column) == ("stop-codon", 364)
    assert fault.detail == "stop codon TAA inside HA1; an open reading frame is expected"
    assert fault.short.text == "stop codon inside HA1 at column 364"


def test_counts_columns_in_the_record_as_given() -> None:
    bases = CDS[:363] + "TAA" + CDS[366:]

    (gapped,) = check_letters("---\n" + bases).faults
    (opposite,) = check_letters(reverse(bases)).faults

    assert gapped.column == 368
    assert opposite.column == len(bases) - 363


def test_a_stop_in_a_protein_is_an_error_inside_ha1_only() -> None:
    assert kind(check_letters(WISCONSIN[:100] + "*" + WISCONSIN[101:])) == "stop-codon"
    assert check_letters(WISCONSIN + "*").faults == ()


def test_refuses_other_genes() -> None:
    checked = check_letters(WRONG[NEURAMINIDASE])

    assert kind(checked) == "wrong-gene"
    assert checked.subtype is None


@pytest.mark.parametrize("letters", ["", "ACGT", WISCONSIN[:199], CDS[:599]])
def test_refuses_what_is_too_short(letters: str) -> None:
    checked = check_letters(letters)

    assert kind(checked) == "too-short"
    assert checked.flags == ("short",)


def test_refuses_a_long_record_with_little_of_ha1() -> None:
    checked = check_letters(WISCONSIN[200:])

    (fault,) = checked.faults
    assert fault.kind == "too-short"
    assert "of 329 H3 HA1 sites" in fault.detail


def test_refuses_what_is_too_long() -> None:
    assert kind(check_letters(CDS * 2)) == "too-long"


def test_refuses_too_many_unknown_residues() -> None:
    assert kind(check_letters(WISCONSIN[:60] + "X" * 40 + WISCONSIN[100:])) == "too-many-unknown"


def test_names_the_column_of_a_letter_outside_the_alphabet() -> None:
    (fault,) = check_letters(CDS[:9] + "E" + CDS[10:]).faults

    assert (fault.kind, fault.column) == ("letters", 10)


@pytest.mark.parametrize(("subtype", "column"), [("H1N1", 130), ("H5N1", 129)])
def test_the_known_deletion_lands_on_its_conventional_column(subtype: str, column: int) -> None:
    ha1 = references()[subtype].target
    checked = check_letters(ha1[: column - 1] + ha1[column:])

    assert [each for each, letter in enumerate(checked.aligned, start=1) if letter == "-"] == [column]
    assert f"deletion-{column}" in checked.flags


def test_an_insertion_leaves_the_columns_where_they_were() -> None:
    ha1 = references()["H3N2"].target
    checked = check_letters(ha1[:150] + "WWW" + ha1[150:])

    assert checked.aligned == references()["H3N2"].ha1
    assert list(checked.insertions) == [(150, "WWW")]
    assert checked.flags == ("insertion-after-150",)


def test_a_substitution_at_either_end_is_no_deletion() -> None:
    reference = references()["H3N2"]

    placed = place(reference, "W" + reference.ha1[1:-1] + "W")

    assert placed.aligned == "W" + reference.ha1[1:-1] + "W"


def test_identifies_a_distant_strain_of_the_subtype() -> None:
    checked = check_letters(BEIJING)

    assert checked.subtype == "H3N2"
    assert checked.identity == pytest.approx(0.8845, abs=1e-4)
    assert checked.margin is not None and checked.margin > 500


def test_remembers_recent_letters_and_forgets_the_oldest() -> None:
    checker = SequenceChecker(capacity=2)
    first = checker.check("A")

    assert checker.check("A") is first
    checker.check("AC")
    checker.check("ACG")
    assert checker.check("A") is not first


def reverse(bases: str) -> str:
    return bases[::-1].translate(str.maketrans("ACGT", "TGCA"))
