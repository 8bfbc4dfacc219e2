"""Year, passage and lineage of a record, by its name and its sequence."""

import pytest

from driftline_worker.checking.origin import origin_of, passage_of
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.headers import parsed
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters
from testing.samples import WISCONSIN


@pytest.mark.parametrize(
    ("header", "passage"),
    [
        ("A/Texas/50/2012_SIAT2/SIAT1", "cell"),
        ("B/Phuket/3073/2013_E4/E1", "egg"),
        ("A/Victoria/2570/2019 (NIB-104)", "egg"),
        ("A/Perth/16/2009-egg", "egg"),
        ("A/Brisbane/10/2010 IVR-165", "egg"),
        ("A/California/7/2009 X-179A", "egg"),
        ("A/Victoria/361/2011|EPI_ISL_101506|A_/_H3N2||MDCK2/SIAT3|2011-10-24", "cell"),
        ("A/Kansas/14/2017 C2/S1", "cell"),
        ("A/Darwin/9/2021|E4/SIAT1|2021-04-17|A_/_H3N2", "egg"),
        ("A/Perth/16/2009|Original", "unknown"),
        ("A/Xi-an/1/2009", "unknown"),
        ("A/Perth/16/2009", "unknown"),
        ("LAB-0045", "unknown"),
    ],
)
def test_a_name_tells_what_a_virus_was_grown_in(header: str, passage: str) -> None:
    assert passage_of(parsed(header)) == passage


@pytest.mark.parametrize(
    ("header", "subtype", "year", "lineage"),
    [
        ("B/Colorado/06/2017", "B/Victoria", 2017, "Victoria"),
        ("B/Phuket/3073/2013|Victoria", "B/Yamagata", 2013, "Yamagata"),
        ("A/Iowa/2005/2015", "H1N1", 2015, "pdm09"),
        ("sample 7", "H1N1", None, None),
        ("sample 7|pdm09", "H1N1", None, "pdm09"),
        ("A/swine/Iowa/2005/1999", "H1N1", 1999, None),
        ("A/Perth/16/2009", "H3N2", 2009, None),
    ],
)
def test_name_and_sequence_tell_year_and_lineage(
    header: str, subtype: str, year: int | None, lineage: str | None
) -> None:
    checked = check_letters(references()[subtype].target.replace("X", ""))

    origin = origin_of(parsed(header), checked)

    assert (origin.year, origin.lineage) == (year, lineage)


def test_rows_and_checks_tell_the_origin_of_a_record() -> None:
    record = CheckedRecord(1, "A/Wisconsin/67/2005-egg", check_letters(WISCONSIN))

    told = {"year": 2005, "passage": "egg", "lineage": None, "clade": None, "subclade": None}
    assert told.items() <= record.to_json().items()
    assert told.items() <= record.in_pair().items()
