"""The score of deep mutational scanning: added up near the strain that was scanned, and not told elsewhere."""

import pytest

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.reference.ferret_escape import FerretEscape, Scan, ferret_escape, scan
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters

SCANNED = scan().aligned


def with_changes(*changes: tuple[int, str]) -> str:
    letters = list(SCANNED)
    for site, residue in changes:
        letters[site - 1] = residue
    return "".join(letters)


def test_stands_on_the_columns_of_h5() -> None:
    reference = references()["H5N1"].ha1
    assert len(SCANNED) == len(reference)
    assert sum(own == other for own, other in zip(SCANNED, reference, strict=True)) > 0.85 * len(reference)


@pytest.mark.parametrize(
    ("changes", "escape"),
    [
        ((), FerretEscape(0.0, 0, 0)),
        (((156, "T"),), FerretEscape(2.257, 1, 1)),  # a new glycan at 154
        (((156, "T"), (124, "K")), FerretEscape(3.625, 2, 2)),
        (((156, "T"), (89, "W")), FerretEscape(2.257, 2, 2)),  # what neutralises better takes nothing away
        (((4, "A"),), FerretEscape(0.0, 1, 0)),  # not measured
        (((156, "X"),), FerretEscape(0.0, 0, 0)),  # not known
    ],
)
def test_adds_up_what_was_measured(changes: tuple[tuple[int, str], ...], escape: FerretEscape) -> None:
    found = ferret_escape("H5N1", with_changes(*changes))
    assert found is not None
    assert (found.substitutions, found.measured) == (escape.substitutions, escape.measured)
    assert found.score == pytest.approx(escape.score)


@pytest.mark.parametrize(
    ("aligned", "told"),
    [("B" * 2 + "A" * 23, True), ("B" * 3 + "A" * 22, False), ("X" * 2 + "A" * 23, True), ("X" * 3 + "A" * 22, False)],
)
def test_is_told_only_of_what_is_near_and_known(aligned: str, told: bool) -> None:
    assert (Scan("A" * 25, {}).escape(aligned) is not None) == told


def test_is_told_of_h5_alone() -> None:
    assert ferret_escape("H3N2", SCANNED) is None
    assert ferret_escape(None, "") is None


def test_records_near_the_strain_scanned_tell_it_and_others_lack_it() -> None:
    near = CheckedRecord(1, "A/near/1/2022", check_letters(with_changes((156, "T"))))
    far = CheckedRecord(2, "A/goose/Guangdong/1/1996", check_letters(references()["H5N1"].ha1))
    told = {"score": 2.26, "substitutions": 1, "measured": 1}
    assert near.to_json()["ferretEscape"] == near.in_pair()["ferretEscape"] == told
    assert "ferretEscape" not in far.to_json()
