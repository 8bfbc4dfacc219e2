"""Whose subtype is stated is taken for it, and what speaks against it is told."""

from driftline_worker.checking.records import check_record
from driftline_worker.contract import ReadFault, Record
from driftline_worker.predicting.caveats import record_caveats
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import SequenceChecker

H3 = references()["H3N2"].target
CHECKER = SequenceChecker()


def record(letters: str, subtype: str | None = None, faults: tuple[ReadFault, ...] = ()) -> Record:
    return Record(record=1, name="x", letters=letters, subtype=subtype, faults=list(faults))


def test_a_stated_subtype_makes_faults_doubts() -> None:
    free, stated = (check_record(record(H3[100:160], subtype), CHECKER) for subtype in (None, "H3N2"))

    assert (free.subtype, stated.subtype) == (None, "H3N2")
    assert record_caveats(stated)[0].text.startswith("x: 60 letters are too short for HA1")


def test_an_unknown_subtype_is_a_fault_of_its_own() -> None:
    (error,) = check_record(record(H3, "H99"), CHECKER).errors()

    assert error["detail"].startswith("Subtype H99 is not known; B/Victoria,")


def test_letters_that_reading_refused_are_looked_at_where_the_subtype_is_stated() -> None:
    broken, fault = H3[:50] + "7" + H3[50:], ReadFault(kind="letters", column=51, detail="7 is no residue")

    assert check_record(record(broken, faults=(fault,)), CHECKER).errors()[0]["detail"] == "7 is no residue"
    assert check_record(record(broken, "H3N2", (fault,)), CHECKER).subtype == "H3N2"


def test_what_is_no_fault_of_letters_stays_one() -> None:
    nameless = ReadFault(kind="name", detail="no record has this name")

    assert check_record(record("", "H3N2", (nameless,)), CHECKER).errors()[0]["detail"] == "no record has this name"
