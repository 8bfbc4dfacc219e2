"""Every HA is recognised and numbered: both lineages of B with their deletions, and HA that no model is trained for."""

import pytest

from driftline_worker.predicting.glycosylation import glycosylation
from driftline_worker.reference.references import every_reference, ha_of, references
from driftline_worker.reference.site_groups import GROUPS, site_groups
from driftline_worker.sequences.checker import check_letters
from driftline_worker.sequences.flags import deletions

VICTORIA, YAMAGATA = references()["B/Victoria"], references()["B/Yamagata"]


@pytest.mark.parametrize("subtype", list(every_reference()))
def test_each_reference_is_its_own_subtype(subtype: str) -> None:
    reference = every_reference()[subtype]
    checked = check_letters(reference.signal + reference.mature.replace("X", ""))

    assert (checked.subtype, checked.faults, checked.identity, checked.coverage) == (
        subtype,
        (),
        1.0,
        1.0 if subtype != "B/Yamagata" else round(346 / 347, 4),
    )
    assert checked.aligned == reference.ha1
    assert checked.flags == ("signal-peptide",)


def test_models_may_be_trained_for_five_and_all_of_h1_to_h18_have_a_name() -> None:
    assert set(references()) == {"H1N1", "H3N2", "H5N1", "B/Victoria", "B/Yamagata"}
    names = {ha_of(subtype) for subtype in every_reference()}
    assert names == {f"H{number}" for number in range(1, 19)} | {"B/Victoria", "B/Yamagata"}


@pytest.mark.parametrize("lost", [range(162, 164), range(162, 165), range(163, 166), range(164, 166)])
def test_clades_of_victoria_that_lost_residues_lie_on_the_columns_by_convention(lost: range) -> None:
    letters = list(VICTORIA.target)
    for column in lost:
        letters[column - 1] = ""

    checked = check_letters("".join(letters))

    assert checked.subtype == "B/Victoria"
    assert deletions(VICTORIA, checked.aligned) == list(range(162, 162 + len(lost)))


def test_the_residue_that_yamagata_lacks_is_no_deletion() -> None:
    checked = check_letters(YAMAGATA.ha1.replace("-", "") + YAMAGATA.target[347:])

    assert checked.aligned[162] == "-"
    assert deletions(YAMAGATA, checked.aligned) == []
    assert not any(flag.startswith("deletion") for flag in checked.flags)


def test_antigenic_sites_of_b_are_its_loops() -> None:
    assert [VICTORIA.sites.get(column) for column in (116, 145, 162, 199, 58)] == [
        "120 loop",
        "150 loop",
        "160 loop",
        "190 helix",
        None,
    ]
    conserved = {95: "F", 158: "W", 194: "H", 205: "Y"}
    for reference in (VICTORIA, YAMAGATA):
        assert {column: reference.ha1[column - 1] for column in conserved} == conserved
        assert conserved.keys() <= reference.receptor_binding


def test_glycosylation_at_197_of_b_is_that_of_the_residue_behind_it() -> None:
    egg = VICTORIA.ha1
    cell = egg[:198] + "T" + egg[199:]

    assert glycosylation(egg, cell)["gained"] == [197]


@pytest.mark.parametrize("subtype", ["H2", "H7", "H9", "H13"])
def test_sites_of_other_ha_are_those_beside_the_sites_of_h3(subtype: str) -> None:
    reference, h3 = every_reference()[subtype], references()["H3N2"]
    tyrosine = next(column for column, place in reference.h3.items() if place == 98)

    assert reference.ha1[tyrosine - 1] == "Y"
    assert tyrosine in reference.receptor_binding
    assert {site for column, site in reference.sites.items() if reference.h3[column] == 145} <= {h3.sites[145]}
    assert set(reference.sites.values()) == set("ABCDE")


@pytest.mark.parametrize("subtype", ["B/Victoria", "B/Yamagata", "H7"])
def test_every_column_has_its_groups(subtype: str) -> None:
    groups = site_groups(subtype)

    assert groups.shape == (every_reference()[subtype].columns, len(GROUPS) + 1)
    assert groups.any(axis=1).all()


def test_a_sequence_between_the_lineages_of_b_is_not_given_to_either() -> None:
    victoria, yamagata = VICTORIA.target, YAMAGATA.target.replace("X", "N")
    different = [place for place in range(len(victoria)) if victoria[place] != yamagata[place]]
    mixed = list(victoria)
    for place in different[::2]:
        mixed[place] = yamagata[place]

    (fault,) = check_letters("".join(mixed)).faults

    assert fault.kind == "subtype-unclear"
    assert {"B/Victoria", "B/Yamagata"} == {fault.said.params["subtype"], fault.said.params["other"]}
