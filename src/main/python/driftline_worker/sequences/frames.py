"""Find the reading frame of a nucleotide record by what its translations share with the references.

Each of the six translations is searched for runs of four residues (*words*) that occur in
a likely reference. The frame with most of them is read. Words that turn up in another frame of the
same strand only mean that the frame changes on the way: a base is missing or extra, and
translating on would give nonsense. A change outside HA1 does no harm and is passed over.
Where more bases are missing than a deletion has, it is a hole, whatever its length does to
the frame: both sides are read, each in its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from Bio.Align import substitution_matrices

from driftline_worker.reference.references import every_reference
from driftline_worker.sequences.letters import LONGEST_DELETION
from driftline_worker.sequences.signatures import WORD, likely, places
from driftline_worker.sequences.translation import reverse_complement, translate

LOOKED_AT = 3
"""Likely references that the translations are searched for words of."""
NEIGHBOURS = 3
"""Words on one diagonal (give or take two residues) that make each other credible."""
SHIFT_WORDS = 6
"""Words found only in a second frame, from which a frameshift is reported."""
MOST_HOLES = 20
"""Holes out of frame that are looked for in a record."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One translation of a record.

    Attributes
    ----------
    reverse : bool
        Read on the opposite strand.
    offset : int
        Bases before the first codon, 0 to 2.
    protein : str
        Residues, ``*`` for stops, X for codons that cannot be decided.
    words : Mapping[int, int]
        Column of the reference (zero-based, signal peptide negative) → residue index, of the words found.
    subtype : str
        Whose reference that is.
    """

    reverse: bool
    offset: int
    protein: str
    words: Mapping[int, int]
    subtype: str

    def base(self, residue: int, bases: int) -> int:
        """Return the index, in the record, of the first base read of a residue's codon."""
        index = self.offset + 3 * residue
        return bases - 1 - index if self.reverse else index


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of frame inside HA1.

    Attributes
    ----------
    base : int
        The base after which it shows.
    extra : int
        Bases too many, or too few if negative.
    join : int
        Where the frames fit best together: bases before it, in the record, belong to the one.
    """

    base: int
    extra: int
    join: int

    @property
    def hole(self) -> bool:
        """Whether more is missing than a deletion takes."""
        return self.extra < -3 * LONGEST_DELETION


@dataclass(frozen=True, slots=True)
class Reading:
    """A record in its best frame.

    Attributes
    ----------
    bases : str
        As given, with one or two N in each hole that would change the frame.
    places : Sequence[int]
        Index in the record as given of each of `bases`; N have that of the base before.
    """

    bases: str
    places: Sequence[int]
    frame: Frame
    shift: Shift | None


def read_frames(bases: str) -> Reading:
    """Read on behind holes whose length changes the frame; what is left is a frameshift."""
    places: list[int] = list(range(len(bases)))
    for _ in range(MOST_HOLES):
        frame, shift = best_frame(bases)
        if shift is None or not shift.hole:
            break
        join, lacking = shift.join, -shift.extra % 3
        bases = bases[:join] + "N" * lacking + bases[join:]
        places[join:join] = [places[max(join - 1, 0)]] * lacking
    return Reading(bases, places, frame, shift)


def best_frame(bases: str) -> tuple[Frame, Shift | None]:
    """Translate in the best frame.

    Parameters
    ----------
    bases : str
        IUPAC nucleotides, upper case, T for U.

    Returns
    -------
    tuple[Frame, Shift | None]
        The frame that shares most with the best reference, and the frameshift if there is one.
    """
    translations = _translations(bases)
    by_subtype = {
        subtype: [Frame(r, o, p, _credible(subtype, p), subtype) for r, o, p in translations]
        for subtype in likely((protein for _, _, protein in translations), LOOKED_AT)
    }
    frames = max(by_subtype.values(), key=lambda some: max(len(frame.words) for frame in some))
    best = max(frames, key=lambda frame: (len(frame.words), -frame.protein.count("*")))
    shifts = [
        _shift(best, other, len(bases)) for other in frames if other.reverse == best.reverse and other is not best
    ]
    return best, next((shift for shift in shifts if shift), None)


def codon(bases: str, frame: Frame, residue: int) -> str:
    """Return the codon of a residue as read."""
    index = frame.offset + 3 * residue
    strand = reverse_complement(bases) if frame.reverse else bases
    return strand[index : index + 3]


def _translations(bases: str) -> list[tuple[bool, int, str]]:
    strands = ((False, bases), (True, reverse_complement(bases)))
    return [(reverse, offset, translate(strand[offset:])) for reverse, strand in strands for offset in range(3)]


def _credible(subtype: str, protein: str) -> dict[int, int]:
    columns, residues = places(subtype, protein)
    if not len(columns):
        return {}
    diagonals = residues - columns
    least = diagonals.min()
    near = np.convolve(np.bincount(diagonals - least), np.ones(5))[2:-2]
    credible = near[diagonals - least] >= NEIGHBOURS
    return dict(zip(columns[credible].tolist(), residues[credible].tolist(), strict=True))


def _shift(best: Frame, other: Frame, bases: int) -> Shift | None:
    only_other = sorted(column for column in other.words if column not in best.words)
    if len(only_other) < SHIFT_WORDS or not best.words:
        return None
    first, second = (best, other) if min(best.words) < only_other[0] else (other, best)
    after = min(column for column in second.words if column not in first.words or second is best)
    before = max((column for column in first.words if column < after), default=min(first.words))
    if after <= 0 or before + WORD >= every_reference()[best.subtype].columns:
        return None
    last_residue = first.words[before] + WORD
    extra = _diagonal(second, after) - _diagonal(first, before)
    join = _join(first, before, second, after)
    return Shift(
        min(max(first.base(last_residue, bases), 0), bases - 1), extra, bases - join if first.reverse else join
    )


def _diagonal(frame: Frame, column: int) -> int:
    return frame.offset + 3 * (frame.words[column] - column)


def _join(first: Frame, before: int, second: Frame, after: int) -> int:
    """Return the base, on the strand read, up to which the first frame and from which the second fits best.

    Between the last word of the one and the first word of the other, each residue of either is scored on
    the column that it would have.
    """
    reach = range(first.offset + 3 * (first.words[before] + WORD), second.offset + 3 * second.words[after] + 1)
    if not reach:
        return reach.start
    left = {0: 0.0} | _fit(first, before, reach)
    right = _fit(second, after, reach)
    gained = {base: sum(each for end, each in left.items() if end <= base) for base in reach}
    kept = {base: sum(each for end, each in right.items() if end - 3 >= base) for base in reach}
    return max(reach, key=lambda base: gained[base] + kept[base])


def _fit(frame: Frame, word: int, reach: range) -> dict[int, float]:
    """Return the score of each residue in reach on its column, by the base behind its codon."""
    reference = every_reference()[frame.subtype]
    text = reference.signal + reference.mature
    found = {}
    for residue in range((reach.start - frame.offset + 2) // 3, (reach.stop - 1 - frame.offset) // 3):
        column = residue - frame.words[word] + word + len(reference.signal)
        if 0 <= column < len(text) and residue < len(frame.protein):
            found[frame.offset + 3 * residue + 3] = float(_scores()[frame.protein[residue]][text[column]])
    return found


@cache
def _scores() -> Any:
    return substitution_matrices.load("BLOSUM62")
