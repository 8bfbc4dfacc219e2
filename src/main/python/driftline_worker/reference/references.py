"""The HA proteins that records are aligned to, and what is known of their sites.

A *column* is a residue of mature HA1 in the subtype's own numbering, from 1. Antigenic
sites and the receptor-binding site are given on those columns; `Reference.h3` and
`Reference.h1` say which residue of H3 or H1 stands at the same place.

Models can be trained for the subtypes of `references`. `every_reference` has the other HA of influenza A
beside them, so that a record can be named and compared whatever it is.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STALK = 30
"""Residues of HA2 that follow HA1 in the aligned target, to hold its end in place."""

ABSENT = "X"
"""Stands in a target where the reference strain itself has no residue."""
HOMOLOGOUS = "homologous_to_H3_"
CONVENTIONAL_DELETIONS: Mapping[str, Mapping[int, int]] = {
    "H1N1": {1: 130},
    "H5N1": {1: 129},
    "B/Victoria": {2: 162, 3: 162},
    "B/Yamagata": {1: 163},
}
"""First column of known deletions, by their length: seasonal H1 since about 1995, H5 clade 2.2, B/Victoria V1A.1
(162-163), V1A.2 and V1A.3 (162-164), every B/Yamagata.

Neighbouring columns score alike, so an aligner alone may put the gap beside it.
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """One subtype's reference HA.

    Attributes
    ----------
    subtype : str
        As models name it: ``H1N1``, ``B/Victoria``; of HA that no model is trained for the HA alone, ``H7``.
    ha : str
        What a sequence tells of it, and results call it: ``H1``, ``B/Victoria``, ``H7``.
    numbering : str
        ``H1`` and the like, or ``B``: that of B/Brisbane/60/2008 for both lineages.
    columns : int
        Mature HA1 columns that encodings and models use.
    signal : str
        Signal peptide, before column 1.
    target : str
        Mature HA1 and the first residues of HA2; what scores are told against.
    mature : str
        Mature HA1 and the whole of HA2; aligned against, so that what follows a hole across HA1's end has its place.
    sites : Mapping[int, str]
        Antigenic site of a column; columns outside every site are absent.
    receptor_binding : frozenset[int]
        Columns of the receptor-binding site.
    h3, h1 : Mapping[int, int]
        Same place in mature H3 and H1 numbering; empty for B.
    """

    subtype: str
    ha: str
    numbering: str
    strain: str
    accession: str
    columns: int
    signal: str
    target: str
    mature: str
    sites: Mapping[int, str]
    receptor_binding: frozenset[int]
    h3: Mapping[int, int]
    h1: Mapping[int, int]

    @property
    def ha1(self) -> str:
        """Mature HA1 on its columns, ``-`` where the strain has no residue."""
        return self.target[: self.columns].replace(ABSENT, "-")

    @property
    def absent(self) -> frozenset[int]:
        """Columns on which the whole lineage has no residue."""
        return frozenset(column for column, letter in enumerate(self.ha1, start=1) if letter == "-")

    @property
    def of_b(self) -> bool:
        """Whether it is a lineage of influenza B."""
        return self.subtype.startswith("B/")


def ha_of(subtype: str | None) -> str | None:
    """Return what the sequence tells of a subtype: HA or lineage. The neuraminidase is that of the training strains.

    >>> ha_of("H5N1"), ha_of("B/Victoria")
    ('H5', 'B/Victoria')
    """
    return every_reference()[subtype].ha if subtype else None


@cache
def references() -> Mapping[str, Reference]:
    """Return the references that models are trained on, by subtype: H1N1, H3N2, H5N1 and both lineages of B."""
    meta = _json("references.json")
    sites = _json("antigenic_sites.json")
    rows = _numbering("numbering_map_h3_h1_h5.csv")
    return {subtype: _reference(subtype, meta[subtype], sites[subtype], rows) for subtype in sorted(meta)}


@cache
def every_reference() -> Mapping[str, Reference]:
    """Return `references` and those of the other HA of influenza A: H2, H4, H6 to H18."""
    meta = _json("references_others.json")
    rows = _numbering("numbering_others.csv")
    proteins = dict(_records("reference_ha_others.fasta"))
    return dict(references()) | {
        ha: _other(ha, entry, proteins[entry["accession"]], rows) for ha, entry in meta.items()
    }


def _reference(
    subtype: str, meta: Mapping[str, Any], sites: Mapping[str, Any], rows: list[dict[str, int]]
) -> Reference:
    of_b = subtype.startswith("B/")
    ha = subtype if of_b else subtype[:2]
    numbering = "B" if of_b else ha
    ((_, protein),) = _records(f"reference_ha_{subtype.replace('/', '_')}.fasta")
    return _made(
        meta,
        _with_absent(protein, meta),
        subtype=subtype,
        ha=ha,
        numbering=numbering,
        sites=_antigenic_sites(sites),
        receptor_binding=frozenset(sites["receptor_binding_site"]["positions"]),
        h3=_same_place(rows, numbering, "H3"),
        h1=_same_place(rows, numbering, "H1"),
    )


def _other(ha: str, meta: Mapping[str, Any], protein: str, rows: list[dict[str, int]]) -> Reference:
    """Return the reference of an HA whose sites are those homologous to H3's."""
    h3 = _same_place(rows, ha, "H3")
    known = references()["H3N2"]
    return _made(
        meta,
        protein,
        subtype=ha,
        ha=ha,
        numbering=ha,
        sites={column: known.sites[place] for column, place in h3.items() if place in known.sites},
        receptor_binding=frozenset(column for column, place in h3.items() if place in known.receptor_binding),
        h3=h3,
        h1=_same_place(rows, ha, "H1"),
    )


def _made(meta: Mapping[str, Any], protein: str, **known: Any) -> Reference:
    start = meta["signal_peptide_length"]
    return Reference(
        strain=meta["strain"],
        accession=meta["accession"],
        columns=meta["ha1_columns_in_this_data"],
        signal=protein[:start],
        target=protein[start : start + meta["ha1_full_length"] + STALK],
        mature=protein[start:],
        **known,
    )


def _with_absent(protein: str, meta: Mapping[str, Any]) -> str:
    """Write `ABSENT` on the column, if there is one, that the strain has no residue for."""
    if "lacks" not in meta:
        return protein
    place = meta["signal_peptide_length"] + meta["lacks"] - 1
    return protein[:place] + ABSENT + protein[place:]


def _antigenic_sites(sites: Mapping[str, Any]) -> dict[int, str]:
    """Map columns to sites A-E, Sa-Cb, the sites homologous to H3's A-E, or the loops of B."""
    found: dict[int, str] = {}
    for name, entry in sites.items():
        site = name.removeprefix(HOMOLOGOUS)
        if len(site) > len("Ca1") and not site[0].isdigit():
            continue  # sets of single positions, not sites
        for position in entry["positions"]:
            found.setdefault(position, site.replace("_", " "))
    return found


def _same_place(rows: list[dict[str, int]], own: str, other: str) -> dict[int, int]:
    return {row[own]: row[other] for row in rows if own in row and other in row}


def _numbering(filename: str) -> list[dict[str, int]]:
    with (FOLDER / filename).open(encoding="utf-8", newline="") as lines:
        return [
            {
                name.removesuffix("_position").upper(): int(place)
                for name, place in row.items()
                if _is_place(name, place)
            }
            for row in csv.DictReader(lines)
        ]


def _is_place(name: str, value: str) -> bool:
    return name.endswith("_position") and bool(value)


def _records(filename: str) -> Sequence[tuple[str, str]]:
    """Return the accession and the protein of each record."""
    text = (FOLDER / filename).read_text("utf-8")
    records = [record.split("\n") for record in text.split(">")[1:]]
    return [(header.split("|")[0], "".join(lines).strip()) for header, *lines in records]


def _json(filename: str) -> Any:
    return json.loads((FOLDER / filename).read_text("utf-8"))
