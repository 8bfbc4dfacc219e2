"""What a record is called claims no more than is known: its HA by the sequence, and what its header says."""

import pytest

from driftline_worker.checking.judgement import judge
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.predicting.caveats import record_caveats
from driftline_worker.reference.references import every_reference
from driftline_worker.sequences.checker import check_letters


def record(header: str, subtype: str, number: int = 1) -> CheckedRecord:
    return CheckedRecord(number, header, check_letters(every_reference()[subtype].target.replace("X", "")))


@pytest.mark.parametrize(
    ("subtype", "ha"), [("H1N1", "H1"), ("H3N2", "H3"), ("H5N1", "H5"), ("B/Victoria", "B/Victoria"), ("H7", "H7")]
)
def test_a_sequence_tells_its_ha_alone(subtype: str, ha: str) -> None:
    records = [record("sample", subtype), record("sample", subtype, 2)]

    assert [each.to_json()["subtype"] for each in records] == [ha, ha]
    assert judge("pair", records).to_json()["subtype"] == ha


@pytest.mark.parametrize(
    ("header", "subtype", "said", "keys"),
    [
        ("A/duck/Example/1/2020(H5N8)", "H5N1", "H5N8", ["warning.other-subtype"]),
        ("A/chicken/Example/2/2018|H5N6", "H5N1", "H5N6", ["warning.other-subtype"]),
        ("A/equine/Example/1/2019(H3N8)", "H3N2", "H3N8", ["warning.other-subtype"]),
        ("A/swine/Example/1/2019 (H1N2)", "H1N1", "H1N2", ["warning.other-subtype"]),
        ("A/Example/1/2005|EPI_ISL_1|A_/_H1N1", "H3N2", "H1N1", ["warning.header-differs"]),
        ("A/Example/1/2005(H5N1)", "H5N1", "H5N1", []),
        ("A/Example/1/2005|H3", "H3N2", "H3", []),
        ("A/Example/1/2005", "H3N2", None, []),
        ("B/Example/1/2015|Victoria", "B/Victoria", "B/Victoria", []),
        ("B/Example/1/2015", "B/Victoria", "B", []),
        ("B/Example/1/2015|Yamagata", "B/Victoria", "B/Yamagata", ["warning.header-differs"]),
        ("B/Example/1/2015", "H3N2", "B", ["warning.header-differs"]),
        ("A/Example/1/2015(H3N2)", "B/Victoria", "H3N2", ["warning.header-differs"]),
        ("B/Example/1/2015", "B/Yamagata", "B", ["warning.not-seen-since"]),
        ("A/Example/1/2013(H7N9)", "H7", "H7N9", []),
        ("A/chicken/Example/1/2013(H9N2)", "H7", "H9N2", ["warning.header-differs"]),
    ],
)
def test_says_beside_it_what_the_header_says(header: str, subtype: str, said: str | None, keys: list[str]) -> None:
    checked = record(header, subtype)

    assert checked.to_json()["headerSubtype"] == said
    assert [caveat.key for caveat in record_caveats(checked)] == keys
