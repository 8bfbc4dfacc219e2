"""Where sequence is missing from an aligned HA1: not deleted, unknown.

>>> reference = "QKLPGNDNSTATLCLGHHAVPNGTIVKTITND"
>>> find_holes("QKLPGNDNSTAT------AVPNGTIVKTITND", reference)
[(11, 19)]
>>> find_holes("QKLPGNDNSTATLC----AVPNGTIVKTITND", reference)
[]
"""

import re
from collections.abc import Sequence

from driftline_worker.sequences.letters import LONGEST_DELETION

GAP = "-"
UNKNOWN = "X"
ISLAND = 4
"""Residues that an aligner may have put anywhere, when they stand alone between a hole and another gap."""
WINDOW, ALIKE, SURE = 10, 5, 8
"""Columns at an end of what is known, how many of them agree with the reference in any HA of the subtype, and
how many where the sequence is taken up again once they do not: bases read in another frame, or from beyond a hole."""
RUN, LIKELY = 3, 7
"""Neighbouring columns that agree, and how many of the next `WINDOW`, where a sequence is HA again after what may
fit by chance."""

Hole = tuple[int, int]
"""Zero-based columns, from the first to behind the last."""

_NOTHING = re.compile(f"[{GAP}{UNKNOWN}]+")
_KNOWN = re.compile(f"[^{GAP}{UNKNOWN}]+")


def find_holes(
    aligned: str, reference: str, ends: bool = True, goes_on: tuple[bool, bool] = (False, False)
) -> list[Hole]:
    """Return gaps that are too long for a deletion, with what is unsure beside them, and `ends` that resemble nothing.

    `goes_on` tells of both ends whether what is placed there may stand there by chance, because there is more of the
    sequence or it comes from beyond a hole.

    The residue on each side of a hole goes too, with those that differ from the reference next to it: a codon may
    span the join, and an aligner cannot tell on which side of a gap a residue stood that fits both.
    """
    agree = [own == other for own, other in zip(aligned, reference, strict=True)]
    bounds = _bounds(aligned)
    holes = []
    for gap, before, after in zip(bounds, [None, *bounds], [*bounds[1:], None], strict=False):
        if gap[0] < gap[1] or ends:
            left, right = _widened(agree, gap, before, after, goes_on)
            if left < right:
                holes.append((left, right))
    return holes


def _bounds(aligned: str) -> list[Hole]:
    """Return where what is known begins, the gaps in it that are too long for a deletion, and where it ends."""
    gaps = [
        run.span()
        for run in _NOTHING.finditer(_without_islands(aligned))
        if run.end() - run.start() > LONGEST_DELETION and GAP in aligned[run.start() : run.end()]
    ]
    start, end = len(aligned) - len(aligned.lstrip(UNKNOWN)), len(aligned.rstrip(UNKNOWN))
    return [(start, start), *gaps, (end, end)]


def _widened(
    agree: Sequence[bool], gap: Hole, before: Hole | None, after: Hole | None, goes_on: tuple[bool, bool]
) -> Hole:
    """Return a gap with what cannot be relied upon on its sides, as far as the gaps before and after it."""
    (start, end), joined = gap, gap[0] < gap[1]
    if before:
        left = _last_sure(agree, before[1], start, joined, not after and goes_on[1])
    else:
        left = 0 if goes_on[0] else start
    right = _first_sure(agree, end, after[0], joined, not before and goes_on[0]) if after else end
    return left, right


def within(holes: Sequence[Hole], column: int) -> bool:
    """Tell whether a zero-based column lies in a hole."""
    return any(start <= column < end for start, end in holes)


def _first_sure(agree: Sequence[bool], start: int, stop: int, joined: bool, chance: bool) -> int:
    """Return the first column of a known stretch that can be relied upon; `stop` when there is none."""
    stretch = agree[start:stop]
    if chance:
        likely = (
            column
            for column in range(len(stretch) - WINDOW + 1)
            if all(stretch[column : column + RUN]) and sum(stretch[column : column + WINDOW]) >= LIKELY
        )
        return start + next(likely, len(stretch))
    if sum(stretch[:WINDOW]) < min(ALIKE, len(stretch) / 2):
        sure = (
            column
            for column in range(len(stretch) - WINDOW + 1)
            if stretch[column] and sum(stretch[column : column + WINDOW]) >= SURE
        )
        return start + next(sure, len(stretch))
    if not joined:
        return start
    return start + next((column for column in range(1, len(stretch)) if stretch[column]), len(stretch))


def _last_sure(agree: Sequence[bool], start: int, stop: int, joined: bool, chance: bool) -> int:
    """Return the column behind the last one that can be relied upon; `start` when there is none."""
    return stop - _first_sure(agree[start:stop][::-1], 0, stop - start, joined, chance)


def _without_islands(aligned: str) -> str:
    """Write X for the few residues between a hole and another gap."""
    letters = aligned
    for island in _KNOWN.finditer(aligned):
        start, end = island.span()
        before = aligned[len(aligned[:start].rstrip(GAP + UNKNOWN)) : start]
        after = aligned[end : len(aligned) - len(aligned[end:].lstrip(GAP + UNKNOWN))]
        gaps = GAP in before and GAP in after
        if end - start <= ISLAND and gaps and max(len(before), len(after)) > LONGEST_DELETION:
            letters = letters[:start] + UNKNOWN * (end - start) + letters[end:]
    return letters
