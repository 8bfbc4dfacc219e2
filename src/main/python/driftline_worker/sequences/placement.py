"""Place a protein on its subtype's mature HA1 columns.

The best global alignment with free ends (`full_alignment`; found without one where `straight` can) against mature HA1
and HA2: signal peptide and untranslated flanks hang over the ends at no cost. Scores are those
against HA1 and the first residues of HA2, whatever of HA2 a record has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from driftline_worker.reference.references import CONVENTIONAL_DELETIONS, Reference
from driftline_worker.sequences.full_alignment import full_path, full_scores
from driftline_worker.sequences.holes import GAP, UNKNOWN, Hole, find_holes, within
from driftline_worker.sequences.signatures import likely
from driftline_worker.sequences.straight import straight

__all__ = ["GAP", "UNKNOWN", "Placement", "place", "scores"]

DELETION_REACH = 12
"""Columns around a conventional deletion within which a single gap is moved onto it."""

LOOKED_AT = 4
"""Likely references that a protein is aligned with: its own, the next subtype, and two in case."""

LOOSE_END = 2
"""Residues at an end of HA1 that may all differ from the reference."""

START = "M"

RESEMBLING = 0.6
"""Identity from which an end that agrees with nothing is none of the sequence; no other subtype comes near."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A protein on the columns of a reference.

    Attributes
    ----------
    aligned : str
        One letter per mature HA1 column: residue, ``-`` for a deletion, X for unknown, missing or not reached.
    residues : tuple[int | None, ...]
        Index in the protein of each column's residue.
    read : Sequence[int]
        Protein indices from the first placed residue to the last, less those beside a hole.
    insertions : Sequence[tuple[int, str]]
        One-based column after which residues stand that the reference lacks, and those residues.
    score, identity, coverage : float
        Alignment score; share of equal residues among placed ones; share of columns with a known residue.
    """

    aligned: str
    residues: tuple[int | None, ...]
    read: Sequence[int]
    insertions: Sequence[tuple[int, str]]
    score: float
    identity: float
    coverage: float

    @property
    def inside(self) -> str:
        """What stands from the first known column to the last."""
        return self.aligned.strip(UNKNOWN)


def scores(protein: str, bound: str | None = None) -> dict[str, float]:
    """Return the alignment scores of a protein against the references that are likely its own, and `bound`."""
    looked_at = list(dict.fromkeys([*likely([protein], LOOKED_AT), *([bound] if bound else [])]))
    own = bound or looked_at[0]
    placed = straight(own, protein)
    found = full_scores([subtype for subtype in looked_at if not (placed and subtype == own)], protein)
    return {own: placed.score} | found if placed else found


def place(reference: Reference, protein: str) -> Placement:
    """Align and number; letters other than residues and X must have been replaced by X."""
    placed = straight(reference.subtype, protein)
    blocks = [(placed.column, placed.residue, placed.length)] if placed else full_path(reference.mature, protein)
    blocks = _extend(blocks, reference.columns, len(protein))
    residues = _conventional(reference, _columns(blocks, len(reference.mature)))
    letters = _letters(residues, protein)
    identity = _identity(letters, reference)
    loose = _starts_amid(blocks, len(reference.signal), protein), _goes_on(blocks, len(reference.mature), len(protein))
    holes = find_holes(letters, reference.mature, identity >= RESEMBLING, loose)
    residues, aligned = _without_holes(residues[: reference.columns], protein, holes)
    known = len(aligned) - aligned.count(GAP) - aligned.count(UNKNOWN)
    read, insertions = _between(residues, protein, holes)
    score = placed.score if placed else full_scores([reference.subtype], protein)[reference.subtype]
    return Placement(aligned, tuple(residues), read, insertions, score, identity, coverage=known / reference.columns)


def _columns(blocks: list[tuple[int, int, int]], columns: int) -> list[int | None]:
    """Return the residue on each column."""
    residues: list[int | None] = [None] * columns
    for target, query, length in blocks:
        residues[target : target + length] = range(query, query + length)
    return residues


def _without_holes(residues: list[int | None], protein: str, holes: Sequence[Hole]) -> tuple[list[int | None], str]:
    """Return the residues outside of holes, and their letters with X in the holes."""
    kept = list(residues)
    for start, end in holes:
        kept[start:end] = [None] * len(kept[start:end])
    aligned = _letters(kept, protein)
    if holes:
        aligned = "".join(UNKNOWN if within(holes, column) else each for column, each in enumerate(aligned))
    return kept, aligned


def _identity(letters: str, reference: Reference) -> float:
    known = [own == ref for own, ref in zip(letters, reference.ha1, strict=False) if own not in (GAP, UNKNOWN)]
    return sum(known) / len(known) if known else 0.0


def _extend(blocks: list[tuple[int, int, int]], columns: int, query_length: int) -> list[tuple[int, int, int]]:
    """Take short free ends back where both sides have residues: a substitution at column 1 is no deletion.

    What hangs over for longer stood beyond a hole, or was read in another frame.
    """
    if not blocks:
        return blocks
    target, query, length = blocks[0]
    back = min(target, query)
    if back <= LOOSE_END:
        blocks[0] = (target - back, query - back, length + back)
    target, query, length = blocks[-1]
    rest = query_length - query - length
    if rest <= LOOSE_END:
        blocks[-1] = (target, query, length + max(min(columns - target - length, rest), 0))
    return blocks


def _starts_amid(blocks: list[tuple[int, int, int]], signal: int, protein: str) -> bool:
    """Tell whether what is placed first may stand there by chance.

    Where a record does not begin with HA1, its first residues may come from a primer, from a codon that spans a join
    or from before a hole; so they may where it begins with HA1, and a start of translation lies nearer than the signal
    peptide is long.
    """
    if not blocks:
        return False
    first, query, _ = blocks[0]
    whole = query >= signal and protein[query - signal] == START
    return first > 0 or (START in protein[: query + 1] and not whole)


def _goes_on(blocks: list[tuple[int, int, int]], target_length: int, query_length: int) -> bool:
    """Tell whether there is more of the protein behind what is placed, though the reference is not at its end."""
    if not blocks:
        return False
    last, query, length = blocks[-1]
    return min(target_length - last - length, query_length - query - length) > 0


def _conventional(reference: Reference, residues: list[int | None]) -> list[int | None]:
    """Move a gap of as many columns onto the conventional one, if residues stand on all columns between."""
    for length, column in CONVENTIONAL_DELETIONS.get(reference.subtype, {}).items():
        home = column - 1
        for gap in range(home - DELETION_REACH, home + DELETION_REACH + 1):
            low, high, behind = min(gap, home), max(gap, home), gap + length
            around = (*residues[low - 1 : gap], *residues[behind : high + length + 1])
            if residues[gap:behind] == [None] * length and None not in around:
                moved = list(residues)
                del moved[gap:behind]
                moved[home:home] = [None] * length
                return moved
    return residues


def _letters(residues: Sequence[int | None], protein: str) -> str:
    placed = [(column, index) for column, index in enumerate(residues) if index is not None]
    if not placed:
        return UNKNOWN * len(residues)
    (first, begin), (last, end) = placed[0], placed[-1]
    if len(placed) == last - first + 1 == end - begin + 1:
        return UNKNOWN * first + protein[begin : end + 1] + UNKNOWN * (len(residues) - last - 1)
    return "".join(
        protein[index] if index is not None else GAP if first < column < last else UNKNOWN
        for column, index in enumerate(residues)
    )


def _between(
    residues: Sequence[int | None], protein: str, holes: Sequence[Hole]
) -> tuple[list[int], list[tuple[int, str]]]:
    """Return the residues read, and those inserted after a column; what stands beside a hole is neither."""
    read: list[int] = []
    inserted: list[tuple[int, str]] = []
    after_column = 0
    for column, index in enumerate(residues, start=1):
        if index is None:
            continue
        if read and index > read[-1] + 1 and not any(after_column <= start < column for start, _ in holes):
            inserted.append((after_column, protein[read[-1] + 1 : index]))
            read.extend(range(read[-1] + 1, index))
        read.append(index)
        after_column = column
    return read, inserted
