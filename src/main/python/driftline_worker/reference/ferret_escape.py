"""How far an H5 HA1 escapes sera of ferrets against clade 2.3.4.4b, by deep mutational scanning of one such HA.

``h5_ferret_escape.csv`` has what each substitution in HA1 of A/American wigeon/South Carolina/USDA-000345-001/2021 was
measured to take from neutralisation by sera of ferrets vaccinated against or infected with 2.3.4.4b viruses (Dadonaite
et al. 2024, doi 10.1371/journal.pbio.3002916). As its authors do, the effects of a strain's substitutions are added up,
those below 0 as nothing. Effects add up only near the strain that was scanned, so farther ones get no score.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "h5_ferret_escape.csv"
SUBTYPE = "H5N1"
FARTHEST = 0.08
"""Most of the known sites that may have another residue than the strain scanned; its authors show 4, 8 and 12 %."""
LEAST_KNOWN = 0.9
UNKNOWN = "X"


@dataclass(frozen=True, slots=True)
class FerretEscape:
    """The score of one HA1, 0 or more, and of how many of its substitutions the effect was measured."""

    score: float
    substitutions: int
    measured: int

    def to_json(self) -> dict[str, Any]:
        """Return the ``ferretEscape`` of a record."""
        return {"score": round(self.score, 2), "substitutions": self.substitutions, "measured": self.measured}


@dataclass(frozen=True, slots=True)
class Scan:
    """The HA1 that was scanned, a letter for each column of H5, and the effects by column and residue."""

    aligned: str
    effects: Mapping[tuple[int, str], float]

    def escape(self, aligned: str) -> FerretEscape | None:
        """Return the score of an HA1 on the same columns; None when too little is known, or it is too far away."""
        known = [at for at, residue in enumerate(aligned) if residue != UNKNOWN]
        changed = [(at + 1, aligned[at]) for at in known if aligned[at] != self.aligned[at]]
        if len(known) < LEAST_KNOWN * len(self.aligned) or len(changed) > FARTHEST * len(known):
            return None
        measured = [self.effects[change] for change in changed if change in self.effects]
        return FerretEscape(sum(max(effect, 0.0) for effect in measured), len(changed), len(measured))


@cache
def scan() -> Scan:
    """Return the scan of ``h5_ferret_escape.csv``."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    effects = {
        (int(row["site"]), residue): float(effect)
        for row in rows
        for residue, effect in row.items()
        if effect and len(residue) == 1
    }
    return Scan("".join(row["wildtype"] for row in rows), effects)


def ferret_escape(subtype: str | None, aligned: str) -> FerretEscape | None:
    """Return the score of a record that can be used; None for subtypes other than H5."""
    return scan().escape(aligned) if subtype == SUBTYPE else None
