"""Alignments that need no gap, found without filling a table: most records lie on their reference as they are.

Shared words tell the diagonal: by how many residues a protein is shifted against the reference. A path with gaps
leaves that diagonal for others, and what it can gain there is, for each of them, the best stretch of the differences
between the two. One stretch has two gaps to pay, two have three; at an end, where nothing has to come back, there
is a gap less. Where no stretch pays for that, on any diagonal near enough, no path with one stretch or two is
better. Where one might, and where words lie on several diagonals or the protein resembles the reference too little
for a while, nothing is said: then the table is filled. Three stretches in a row, and shifts beyond `REACH` that leave
no word, are not looked for; ``test_straight.py`` holds the two ways to the same placements on damaged records.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from Bio.Align import substitution_matrices
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from driftline_worker.reference.references import Reference, every_reference
from driftline_worker.sequences.signatures import WORD, codes, places

OPEN = 11.0
"""What a gap costs at least, as alignments are scored here."""
BETWEEN = 1.5 * OPEN
"""What a stretch between gaps has to gain, where there are two with three gaps."""
REACH = 12
"""Diagonals on either side that a path is looked for on; what is shifted by more is seen by its words."""
ELSEWHERE = 2
"""Words beyond `REACH` that may be there by chance."""
LOOSE = 24
"""Residues at an end in which none may: few words go with it when an end is shifted."""
STRETCH, ALIKE = 24, 8
"""Residues in a row, and how many of them agree at the least: a piece read in another frame has fewer."""
RECENT = 64
OTHER = len("ACDEFGHIKLMNPQRSTVWY") + 1
"""Code of a letter that no reference has; X comes before it."""


@dataclass(frozen=True, slots=True)
class Straight:
    """A protein on its reference without a gap.

    Attributes
    ----------
    column, residue : int
        Zero-based column of mature HA, and index in the protein, of the first placed residue; one of them is 0.
    length : int
        Residues placed.
    score : float
        Alignment score against the reference's target.
    """

    column: int
    residue: int
    length: int
    score: float


@lru_cache(RECENT)
def straight(subtype: str, protein: str) -> Straight | None:
    """Return the alignment without a gap where no better one was found possible, else None."""
    reference = every_reference()[subtype]
    shift = _shift(reference, protein)
    if shift is None:
        return None
    column, residue = max(-shift, 0), max(shift, 0)
    length = min(len(reference.mature) - column, len(protein) - residue)
    if length < STRETCH:  # less than none of what lies in the signal peptide alone
        return None
    own, mature = codes(protein), codes(reference.mature)
    agree = own[residue : residue + length] == mature[column : column + length]
    if np.convolve(agree, np.ones(STRETCH), "valid").min() < ALIKE:
        return None
    scores = _scores()[own[residue : residue + length], mature[column : column + length]]
    end = min(max(len(reference.target) - column, 1), length)
    if _may_bend(own[residue : residue + length], mature, column, scores, end):
        return None
    return Straight(column, residue, length, float(scores[: max(len(reference.target) - column, 0)].sum()))


def _shift(reference: Reference, protein: str) -> int | None:
    """Return the index in the protein less the column of what they share, if that is one number."""
    columns, hits = places(reference.subtype, protein)
    if not len(hits):
        return None
    shifts = hits - columns
    counted = np.bincount(shifts - shifts.min())
    best = int(counted.argmax() + shifts.min())
    far = hits[np.abs(shifts - best) > REACH]
    first, last = max(best, 0), min(len(protein), len(reference.mature) + best) - WORD
    alone = far.size and (far.min() < first + LOOSE or far.max() > last - LOOSE)
    return None if alone or len(far) > ELSEWHERE else best


def _may_bend(
    own: NDArray[np.intp], mature: NDArray[np.intp], column: int, score: NDArray[np.float64], end: int
) -> bool:
    """Tell whether a path may gain more on one of the other diagonals than its gaps cost.

    `score` is that of each residue in its place, `end` how many of them the target has: there a path ends as well.
    """
    beyond = np.full(REACH, OTHER)
    around = sliding_window_view(np.concatenate([beyond, mature, beyond]), 2 * REACH + 1)[column : column + len(own)]
    gains = _kept()[own[:, None], around] - score[:, None]
    gains[:, REACH] = 0.0
    summed = gains.cumsum(axis=0)
    least = np.minimum.accumulate(np.minimum(summed, 0.0), axis=0)
    inside = (summed - least).max()
    outside = max(summed.max(), (summed[-1] - least[-1]).max(), (summed[end - 1] - least[end - 1]).max())
    return bool(inside >= BETWEEN or outside >= OPEN)


@cache
def _scores() -> NDArray[np.float64]:
    """Return BLOSUM62 by `codes`; what stands beyond an end scores nothing."""
    matrix = substitution_matrices.load("BLOSUM62")
    letters = "ACDEFGHIKLMNPQRSTVWYX"
    table = np.zeros((OTHER + 1, OTHER + 1))
    table[:OTHER, :OTHER] = [[matrix[one, other] for other in letters] for one in letters]
    return table


@cache
def _kept() -> NDArray[np.float64]:
    """Return what a residue scores against another, or against a gap that is open already."""
    return np.asarray(np.maximum(_scores(), 0.0))
