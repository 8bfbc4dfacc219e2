"""Clades by HA1 alone: what is certain is named, what is open is told as open."""

from pathlib import Path

import pytest

from driftline_worker.batch.fasta import read_fasta
from driftline_worker.checking.origin import origin_of
from driftline_worker.headers import parsed
from driftline_worker.reference.clades import Named, Scheme, Step, clade_of, schemes
from driftline_worker.reference.references import every_reference
from driftline_worker.sequences.checker import check_letters

PANEL = dict(read_fasta(Path(__file__).parents[4] / "src" / "main" / "resources" / "panel" / "panel.fasta"))

TREE = Scheme(
    [
        Step("P", None, {1: "C", 2: "C"}, 0),
        Step("P.1", "P", {3: "D", 4: "D"}, 0),
        Step("P.2", "P", {3: "E"}, 1),
        Step("P.3", "P", {}, 2),
        Step("P.1.1", "P.1", {5: "F"}, 0),
        Step("P.1.2", "P.1", {5: "G", 6: "G"}, 0),
        Step("P.1.3", "P.1", {5: "G", 7: "G"}, 0),
        Step("P.1.1.1", "P.1.1", {1: "H", 5: "H"}, 0),
    ]
)


@pytest.mark.parametrize(
    ("aligned", "name"),
    [
        ("AAAAAAA", None),
        ("CAAAAAA", None),  # half of the only step
        ("CCAAAAA", Named("P", exact=False)),  # P.3 cannot be seen
        ("CCDDAAA", Named("P.1", exact=True)),
        ("CCDDFAA", Named("P.1.1", exact=True)),
        ("CCDDGAA", Named("P.1", exact=False)),  # has a residue of two clades below
        ("CCDDGGA", Named("P.1.2", exact=True)),
        ("CCDDGGG", Named("P.1", exact=False)),  # as much the one as the other
        ("CCEAAAA", Named("P", exact=False)),  # one residue and more elsewhere do not decide
        ("CCDDXAA", Named("P.1", exact=False)),
        ("HCDDHAA", Named("P.1.1.1", exact=True)),  # a later step changed what earlier ones brought
        ("HCDTHAA", Named("P.1.1.1", exact=True)),  # one in five of what its line left has changed again
    ],
)
def test_names_what_is_certain_and_tells_what_is_open(aligned: str, name: Named | None) -> None:
    assert TREE.name(aligned) == name


@pytest.mark.parametrize(
    ("strain", "clade", "subclade"),
    [
        ("A/Missouri/11/2025|", Named("6B.1A.5a.2a.1", exact=True), Named("D", exact=False)),
        ("A/Missouri/11/2025-egg|", Named("6B.1A.5a.2a.1", exact=True), Named("D", exact=False)),
        ("A/Singapore/GP20238/2024-egg|", Named("3C.2a1b.2a.2a.3a.1", exact=True), Named("J.2.4", exact=True)),
        ("A/Sydney/1359/2024|", Named("3C.2a1b.2a.2a.3a.1", exact=True), Named("J.2.4", exact=True)),
        ("A/Darwin/1454/2025-egg|", Named("3C.2a1b.2a.2a.3a.1", exact=True), Named("K", exact=True)),
        ("A/Darwin/1415/2025|", Named("3C.2a1b.2a.2a.3a.1", exact=True), Named("K", exact=True)),
        ("A/California/07/2009|", Named("1", exact=True), None),
        ("A/Wisconsin/67/2005|", None, None),
        ("A/goose/Guangdong/1/1996|", None, None),
        ("B/Brisbane/60/2008|", None, None),
    ],
)
def test_vaccine_strains_have_the_names_published_of_them(
    strain: str, clade: Named | None, subclade: Named | None
) -> None:
    """By nextstrain/seasonal-flu: Missouri D.3.1, which HA2 alone tells from D.3, Sydney J.2.4, Darwin K."""
    (header,) = (header for header in PANEL if header.startswith(strain))

    origin = origin_of(parsed(header), check_letters(PANEL[header]))

    assert (origin.clade, origin.subclade) == (clade, subclade)


def test_a_strain_from_before_the_pandemic_has_no_clade_of_it() -> None:
    (letters,) = (letters for header, letters in PANEL.items() if header.startswith("A/California/07/2009|"))

    assert origin_of(parsed("A/swine/Iowa/1/1976"), check_letters(letters)).clade is None


def test_what_lacks_half_of_ha1_is_called_nothing_that_it_does_not_show() -> None:
    (letters,) = (letters for header, letters in PANEL.items() if header.startswith("A/Darwin/1415/2025|"))
    aligned = check_letters(letters).aligned

    assert clade_of("H3N2", "subclade", "X" * 150 + aligned[150:]) != Named("K", exact=True)


def test_every_clade_that_ha1_decides_is_found_by_its_own_residues() -> None:
    decided = 0
    for (subtype, scheme), known in schemes().items():
        columns = every_reference()[subtype].columns
        for name, left in known._left.items():
            found = known.name("".join(left.get(column, "*") for column in range(1, columns + 1)))
            assert found is None or found.name in known._line(name), (subtype, scheme, name, found)
            decided += found is not None and found.name == name
    assert decided > 120
