"""The HA proteins that records are aligned to, and what is known of their sites.

A *column* is a residue of mature HA1 in the subtype's own numbering, from 1. Antigenic
sites and the receptor-binding site are given on those columns; `Reference.h3` and
`Reference.h1` say which residue of H3 or H1 stands at the same place.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STALK = 30
"""Residues of HA2 that follow HA1 in the aligned target, to hold its end in place."""

HOMOLOGOUS = "homologous_to_H3_"
CONVENTIONAL_DELETION = {"H1N1": 130, "H5N1": 129}
"""Column of the one-residue deletion known in seasonal H1 since about 1995, and in H5 clade 2.2.

Neighbouring columns score alike, so an aligner alone may put the gap beside it.
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """One subtype's reference HA.

    Attributes
    ----------
    numbering : str
        ``H1``, ``H3`` or ``H5``.
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
        Same place in mature H3 and H1 numbering.
    """

    subtype: str
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
        """Mature HA1 on its columns, without gaps."""
        return self.target[: self.columns]


def ha_of(subtype: str | None) -> str | None:
    """Return what the sequence tells of a subtype: its HA. The neuraminidase is that of the training strains.

    >>> ha_of("H5N1")
    'H5'
    """
    return references()[subtype].numbering if subtype else None


@cache
def references() -> Mapping[str, Reference]:
    """Return the references by subtype: H1N1, H3N2 and H5N1."""
    meta = _json("references.json")
    sites = _json("antigenic_sites.json")
    rows = _numbering()
    return {subtype: _reference(subtype, meta[subtype], sites[subtype], rows) for subtype in sorted(meta)}


def _reference(
    subtype: str, meta: Mapping[str, Any], sites: Mapping[str, Any], rows: list[dict[str, int]]
) -> Reference:
    numbering = subtype[:2]
    protein = _protein(subtype)
    start = meta["signal_peptide_length"]
    return Reference(
        subtype=subtype,
        numbering=numbering,
        strain=meta["strain"],
        accession=meta["accession"],
        columns=meta["ha1_columns_in_this_data"],
        signal=protein[:start],
        target=protein[start : start + meta["ha1_full_length"] + STALK],
        mature=protein[start:],
        sites=_antigenic_sites(sites),
        receptor_binding=frozenset(sites["receptor_binding_site"]["positions"]),
        h3=_same_place(rows, numbering, "H3"),
        h1=_same_place(rows, numbering, "H1"),
    )


def _antigenic_sites(sites: Mapping[str, Any]) -> dict[int, str]:
    """Map columns to sites A-E, Sa-Cb, or the sites homologous to H3's A-E."""
    found: dict[int, str] = {}
    for name, entry in sites.items():
        site = name.removeprefix(HOMOLOGOUS)
        if len(site) > len("Ca1"):
            continue  # sets of single positions, not sites
        for position in entry["positions"]:
            found.setdefault(position, site)
    return found


def _same_place(rows: list[dict[str, int]], own: str, other: str) -> dict[int, int]:
    return {row[own]: row[other] for row in rows if own in row and other in row}


def _numbering() -> list[dict[str, int]]:
    with (FOLDER / "numbering_map_h3_h1_h5.csv").open(encoding="utf-8", newline="") as lines:
        return [
            {
                scheme: int(row[f"{scheme.lower()}_position"])
                for scheme in ("H3", "H1", "H5")
                if row[f"{scheme.lower()}_position"]
            }
            for row in csv.DictReader(lines)
        ]


def _protein(subtype: str) -> str:
    text = (FOLDER / f"reference_ha_{subtype}.fasta").read_text("utf-8")
    return "".join(text.split("\n")[1:]).strip()


def _json(filename: str) -> Any:
    return json.loads((FOLDER / filename).read_text("utf-8"))
