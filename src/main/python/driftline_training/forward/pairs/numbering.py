"""One numbering for all subtypes: every aligned column becomes a *slot*.

Slots 0 to 328 are H3 positions 1 to 329. A column without an H3 counterpart has a slot of its own, which both
lineages of B share. H1 and H5 follow the numbering table of the worker; B follows a global alignment of
the consensus of its HA1 with H3, a guess good enough to share what is learned of regions, no more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from Bio.Align import PairwiseAligner, substitution_matrices
from numpy.typing import NDArray

from driftline_worker.encodings.residues import RESIDUES
from driftline_worker.reference.references import references
from driftline_worker.reference.site_groups import h3_positions

COLUMNS = {"H1N1": 327, "H3N2": 329, "H5N1": 320, "BVic": 347, "BYam": 347}
"""Aligned HA1 columns, in each subtype's mature numbering."""
SERVED = {"BVic": "B/Victoria", "BYam": "B/Yamagata"}
"""What the worker calls those that the data call otherwise."""

H3_SITES = 329
GAP, UNKNOWN = 20, 21
"""Codes of a deletion and of what was not read; 0 to 19 are `RESIDUES`."""

Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Numbering:
    """Slot of each column by subtype, and how many slots there are."""

    slots: Mapping[str, NDArray[np.int64]]
    count: int

    def lay(self, subtype: str, sequences: Sequence[str]) -> Codes:
        """Lay aligned sequences on the slots, (sequences, slots); slots of other subtypes are unknown."""
        laid = np.full((len(sequences), self.count), UNKNOWN, np.int8)
        for row, sequence in enumerate(sequences):
            laid[row, self.slots[subtype]] = codes(sequence)
        return laid


def codes(aligned: str) -> Codes:
    """Code each residue: 0 to 19, `GAP` or `UNKNOWN`; gaps before the first residue or after the last are missing ends.

    >>> codes("-AR-NX--").tolist()
    [21, 0, 1, 20, 2, 21, 21, 21]
    """
    found = _TABLE[np.frombuffer(aligned.encode("ascii"), np.uint8)].copy()
    read = np.flatnonzero(found < GAP)
    first, last = (read[0], read[-1]) if len(read) else (len(found), len(found))
    found[:first], found[last + 1 :] = UNKNOWN, UNKNOWN
    return found


def numbering(b_sequences: Iterable[str]) -> Numbering:
    """Lay the columns of all subtypes on slots; `b_sequences` are aligned HA1 of either lineage of B."""
    given: dict[str, list[int | None]] = {name: h3_positions(name) for name in ("H1N1", "H3N2", "H5N1")}
    own = _b_positions(_consensus(b_sequences))
    slots: dict[str, NDArray[np.int64]] = {}
    count = H3_SITES
    for name, positions in given.items():
        slots[name], count = _numbered(positions, count)
    slots["BVic"], count = _numbered(own, count)
    slots["BYam"] = slots["BVic"]
    return Numbering(slots, count)


def _numbered(positions: Sequence[int | None], count: int) -> tuple[NDArray[np.int64], int]:
    numbered: list[int] = []
    for position in positions:
        # an insertion that the worker counts to its neighbour's group (H1 130) is a site of its own here
        if position is None or position - 1 in numbered:
            numbered.append(count)
            count += 1
        else:
            numbered.append(position - 1)
    return np.array(numbered, np.int64), count


def _consensus(sequences: Iterable[str]) -> str:
    """Most frequent residue of each column, deletions left aside."""
    columns = zip(*sequences, strict=True)
    return "".join(Counter(each for each in column if each in RESIDUES).most_common(1)[0][0] for column in columns)


def _b_positions(consensus: str) -> list[int | None]:
    aligner = PairwiseAligner(mode="global", open_gap_score=-10, extend_gap_score=-0.5)
    aligner.substitution_matrix = substitution_matrices.load("BLOSUM62")
    ours, theirs = aligner.align(consensus, references()["H3N2"].ha1)[0].aligned
    positions: list[int | None] = [None] * len(consensus)
    for (start, end), (first, _) in zip(ours, theirs, strict=True):
        for step in range(end - start):
            positions[start + step] = int(first + step + 1)
    return positions


def _table() -> Codes:
    table = np.full(256, UNKNOWN, np.int8)
    for code, letter in enumerate(RESIDUES + "-"):
        table[ord(letter)] = code
    return table


_TABLE = _table()
