"""Where a record comes from: year, what it was grown in, lineage, and clade, by name and sequence."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from driftline_worker.headers import StrainHeader
from driftline_worker.reference.clades import Named, clade_of
from driftline_worker.sequences.checker import Checked

Passage = Literal["egg", "cell", "unknown"]

OF_PANDEMIC = 0.86
"""Least identity of HA1 to A/California/07/2009 of the 2009 pandemic lineage and the swine viruses it comes from;
strains of the training data have 0.878 or more, all others 0.834 or less."""
PANDEMIC_YEAR = 2009
HUMAN_FIELDS = 4
"""Type, place, number, year: a strain of another host has a field more."""

_PIECE = re.compile("[A-Z]+")
_EGG = frozenset({"E", "EGG", "EGGS", "AM", "AL", "SPF"})
_CELL = frozenset(
    {"C", "S", "M", "CELL", "CELLS", "MDCK", "SIAT", "VERO", "MK", "RMK", "RHMK", "PMK", "LLC", "HCK", "QMC"}
)
_REASSORTANT = re.compile(r"(?:NYMC|IVR|NIBRG|NIB|RESVIR|CNIC|CVR|BVR|CBER|IDCDC|SAN|BX|X)-?[0-9]")
_STRAIN_ALONE = re.compile(r"[ABab]/[^ (]*")


@dataclass(frozen=True, slots=True)
class Origin:
    """Year, passage, lineage, clade and subclade; None where neither name nor sequence tells."""

    year: int | None
    passage: Passage
    lineage: str | None
    clade: Named | None
    subclade: Named | None

    def to_json(self) -> dict[str, Any]:
        """Return the members that checks and results tell of a record."""
        return {
            "year": self.year,
            "passage": self.passage,
            "lineage": self.lineage,
            "clade": self.clade.to_json() if self.clade else None,
            "subclade": self.subclade.to_json() if self.subclade else None,
        }


def origin_of(header: StrainHeader, checked: Checked) -> Origin:
    """Read the origin of a record; what is not said is not guessed."""
    clade, subclade = (_clade(header, checked, scheme) for scheme in ("clade", "subclade"))
    return Origin(header.year, passage_of(header), _lineage(header, checked), clade, subclade)


def passage_of(header: StrainHeader) -> Passage:
    """Tell what a virus was grown in: eggs, cells, or unknown where none or both are named.

    Reassortants for vaccines (``IVR-165``, ``X-179A``, ``NIB-104``) are made in eggs. A passage in eggs leaves its
    changes behind whatever follows: ``E4/SIAT1`` is egg.
    """
    pieces = set(_PIECE.findall((header.passage or "").upper()))
    made = _STRAIN_ALONE.sub("", header.strain or "").upper()
    if pieces & _EGG or _REASSORTANT.search(made):
        return "egg"
    return "cell" if pieces & _CELL else "unknown"


def _clade(header: StrainHeader, checked: Checked, scheme: str) -> Named | None:
    """Tell the clade; of H1 those of the 2009 pandemic lineage alone have one."""
    if checked.faults or checked.subtype is None:
        return None
    if checked.subtype == "H1N1":
        before = header.year is not None and header.year < PANDEMIC_YEAR
        if before or (checked.identity or 0.0) < OF_PANDEMIC:
            return None
    return clade_of(checked.subtype, scheme, checked.aligned)


def _lineage(header: StrainHeader, checked: Checked) -> str | None:
    """Tell the lineage of B by the sequence, and of H1 whether it is that of the pandemic of 2009 or a seasonal one."""
    subtype, identity = checked.subtype, checked.identity
    if checked.faults or subtype is None or identity is None:
        return None
    if subtype.startswith("B/"):
        return subtype.removeprefix("B/")
    if subtype != "H1N1":
        return None
    if identity >= OF_PANDEMIC:
        return "pdm09" if header.lineage == "pdm09" or (header.year or 0) >= PANDEMIC_YEAR else None
    return "seasonal" if len((header.strain or "").split("/")) == HUMAN_FIELDS else None
