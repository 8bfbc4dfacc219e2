"""Changes of growth in eggs are told by site and with their source."""

import pytest

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.predicting.eggs import egg_caveats
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters


def record(subtype: str, name: str = "A/Example/1/2015-egg", **changes: str) -> CheckedRecord:
    letters = list(references()[subtype].target)
    for site, residue in changes.items():
        letters[int(site.removeprefix("at")) - 1] = residue
    return CheckedRecord(1, name, check_letters("".join(letters).replace("X", "")))


@pytest.mark.parametrize(
    ("subtype", "changes", "told"),
    [
        ("H3N2", {"at186": "G"}, []),
        ("H3N2", {}, ["V186"]),
        ("H3N2", {"at186": "G", "at194": "P"}, ["P194"]),
        ("H3N2", {"at186": "G", "at159": "Y", "at160": "K", "at225": "D"}, ["K160"]),
        ("H3N2", {"at186": "G", "at159": "Y", "at160": "K", "at225": "N"}, []),
        ("H1N1", {}, []),
    ],
)
def test_residues_of_egg_growth_are_named(subtype: str, changes: dict[str, str], told: list[str]) -> None:
    caveats = egg_caveats(record(subtype, **changes))

    assert [caveat.params["residue"] for caveat in caveats] == told
    assert all("doi" in caveat.text for caveat in caveats)


@pytest.mark.parametrize(
    ("subtype", "changes", "keys"),
    [
        ("B/Victoria", {}, ["warning.egg-glycan"]),
        ("B/Victoria", {"at199": "T"}, []),
        ("B/Yamagata", {}, []),
        ("B/Yamagata", {"at197": "D"}, ["warning.egg-glycan"]),
    ],
)
def test_the_glycan_that_b_loses_in_eggs_is_missed(subtype: str, changes: dict[str, str], keys: list[str]) -> None:
    assert [caveat.key for caveat in egg_caveats(record(subtype, **changes))] == keys


@pytest.mark.parametrize("name", ["A/Example/1/2015", "A/Example/1/2015_SIAT1"])
def test_nothing_is_said_of_eggs_where_the_name_does_not_name_them(name: str) -> None:
    assert egg_caveats(record("H3N2", name)) == []
