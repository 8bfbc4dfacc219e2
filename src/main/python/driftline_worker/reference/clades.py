"""Clades and subclades in Nextclade's names, as far as HA1 decides them.

``clades.csv`` has, of each clade, the residues that its step from its parent brings to HA1, and how many of its
defining substitutions lie elsewhere in the genome. Nextclade places a sequence on a tree; here a sequence is held
against the residues that a whole line of steps leaves behind, and what HA1 alone leaves open is told as *at least* the
clade that is certain: a clade below it is defined elsewhere, shares its residues with another, or is met in part.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LIKE = 0.8
"""Least share of a clade's known residues that a sequence of it has; later strains have changed some again."""
UNKNOWN = "X"


@dataclass(frozen=True, slots=True)
class Named:
    """What a sequence is called; where it is not `exact` it may be of a clade below."""

    name: str
    exact: bool

    def to_json(self) -> dict[str, Any]:
        """Return the ``clade`` or ``subclade`` of a record."""
        return {"name": self.name, "exact": self.exact}


@dataclass(frozen=True, slots=True)
class Step:
    """From a parent to a clade: residues by HA1 column of the subtype, and how many further substitutions elsewhere."""

    name: str
    parent: str | None
    residues: Mapping[int, str]
    elsewhere: int

    @property
    def decisive(self) -> bool:
        """Whether HA1 tells the step: by all that defines it, or by two residues at least."""
        return bool(self.residues) and (len(self.residues) > 1 or not self.elsewhere)

    def taken(self, aligned: str) -> bool:
        """Tell whether a sequence has all residues of the step."""
        return all(aligned[column - 1] == residue for column, residue in self.residues.items())

    def possible(self, aligned: str) -> bool:
        """Tell whether a sequence may have gone this step: nothing is seen of it, or some of its residues."""
        seen = (aligned[column - 1] in (residue, UNKNOWN) for column, residue in self.residues.items())
        return not self.residues or any(seen)


class Scheme:
    """The clades of one subtype by one way of naming."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = {step.name: step for step in steps}
        self._left = {step.name: self._residues_left(step.name) for step in steps}

    def name(self, aligned: str) -> Named | None:
        """Return the clade of an aligned HA1; None where none is certain."""
        taken = [name for name, step in self._steps.items() if step.residues and step.taken(aligned)]
        likeness = {name: self._likeness(name, aligned) for name in taken}
        scores = {name: score for name, (score, share) in likeness.items() if share >= LIKE}
        top = max(scores.values(), default=0)
        best = [name for name, score in scores.items() if score == top]
        certain = next((name for name in self._shared(best) if self._certain(name, aligned)), None)
        if certain is None:
            return None
        below = any(step.possible(aligned) for step in self._steps.values() if step.parent == certain)
        return Named(certain, exact=[certain] == best and not below)

    def _certain(self, name: str, aligned: str) -> bool:
        step = self._steps[name]
        return step.decisive and step.taken(aligned)

    def _shared(self, names: Sequence[str]) -> list[str]:
        """Return the clades that hold all of these, the innermost first."""
        lines = [self._line(name) for name in names]
        return [name for name in lines[0] if all(name in line for line in lines)] if lines else []

    def _line(self, name: str) -> list[str]:
        """Return a clade and what it descends from, up to the root."""
        found = []
        step: Step | None = self._steps[name]
        while step:
            found.append(step.name)
            step = self._steps.get(step.parent or "")
        return found

    def _residues_left(self, name: str) -> Mapping[int, str]:
        """Return the residues that a clade's line leaves behind; later steps replace earlier ones at a column."""
        steps = (self._steps[each] for each in reversed(self._line(name)))
        return {column: residue for step in steps for column, residue in step.residues.items()}

    def _likeness(self, name: str, aligned: str) -> tuple[int, float]:
        """Return residues alike less residues unlike, and the share that is alike, of those known."""
        left = self._left[name]
        known = [aligned[column - 1] == residue for column, residue in left.items() if aligned[column - 1] != UNKNOWN]
        return 2 * sum(known) - len(known), sum(known) / len(known)


@cache
def schemes() -> Mapping[tuple[str, str], Scheme]:
    """Return the schemes of ``clades.csv`` by subtype and way of naming."""
    steps: dict[tuple[str, str], list[Step]] = {}
    with (FOLDER / "clades.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            residues = {int(each[:-1]): each[-1] for each in row["ha1"].split()}
            step = Step(row["name"], row["parent"] or None, residues, int(row["elsewhere"]))
            steps.setdefault((row["subtype"], row["scheme"]), []).append(step)
    return {which: Scheme(each) for which, each in steps.items()}


def clade_of(subtype: str, scheme: str, aligned: str) -> Named | None:
    """Return the clade of an HA1 on the subtype's columns, by ``clade`` or ``subclade``."""
    known = schemes().get((subtype, scheme))
    return known.name(aligned) if known else None
