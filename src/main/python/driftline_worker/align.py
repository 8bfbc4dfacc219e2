"""Place a protein on its subtype's mature HA1 columns.

Global alignment with free ends (Gotoh, BLOSUM62, gap open 11, extend 1) against mature HA1
and the first residues of HA2: signal peptide, untranslated flanks and the rest of HA2 hang
over the ends at no cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from Bio.Align import PairwiseAligner, substitution_matrices

from driftline_worker.reference import CONVENTIONAL_DELETION, Reference, references

GAP = "-"
UNKNOWN = "X"
DELETION_REACH = 12
"""Columns around a conventional deletion within which a single gap is moved onto it."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A protein on the columns of a reference.

    Attributes
    ----------
    aligned : str
        One letter per mature HA1 column: residue, ``-`` for a deletion, X for unknown or not reached.
    residues : tuple[int | None, ...]
        Index in the protein of each column's residue.
    insertions : Sequence[tuple[int, str]]
        One-based column after which residues stand that the reference lacks, and those residues.
    score, identity, coverage : float
        Alignment score; share of equal residues among known ones; share of columns with a known residue.
    """

    aligned: str
    residues: tuple[int | None, ...]
    insertions: Sequence[tuple[int, str]]
    score: float
    identity: float
    coverage: float

    @property
    def reached(self) -> range:
        """Protein indices from the first placed residue to the last."""
        placed = [index for index in self.residues if index is not None]
        return range(placed[0], placed[-1] + 1) if placed else range(0)


def scores(protein: str) -> dict[str, float]:
    """Return the alignment score of a protein against each subtype's reference."""
    aligner = _aligner()
    return {subtype: float(aligner.score(reference.target, protein)) for subtype, reference in references().items()}


def place(reference: Reference, protein: str) -> Placement:
    """Align and number; letters other than residues and X must have been replaced by X."""
    alignment = _aligner().align(reference.target, protein)[0]
    targets, queries = alignment.aligned
    blocks = [(int(t[0]), int(q[0]), int(t[1] - t[0])) for t, q in zip(targets, queries, strict=True)]
    blocks = _extend(blocks, len(reference.target), len(protein))
    residues: list[int | None] = [None] * len(reference.target)
    for target, query, length in blocks:
        residues[target : target + length] = range(query, query + length)
    residues = _conventional(reference, residues[: reference.columns])
    aligned = _letters(residues, protein)
    known = [(own, ref) for own, ref in zip(aligned, reference.ha1, strict=True) if own not in (GAP, UNKNOWN)]
    return Placement(
        aligned=aligned,
        residues=tuple(residues),
        insertions=_insertions(residues, protein),
        score=float(alignment.score),
        identity=sum(own == ref for own, ref in known) / len(known) if known else 0.0,
        coverage=len(known) / reference.columns,
    )


@cache
def _aligner() -> PairwiseAligner:
    aligner = PairwiseAligner()
    aligner.substitution_matrix = substitution_matrices.load("BLOSUM62")
    aligner.mode = "global"
    aligner.open_gap_score = -11
    aligner.extend_gap_score = -1
    aligner.end_gap_score = 0
    return aligner


def _extend(blocks: list[tuple[int, int, int]], target_length: int, query_length: int) -> list[tuple[int, int, int]]:
    """Take the free ends back where both sides have residues: a substitution at column 1 is no deletion."""
    if not blocks:
        return blocks
    target, query, length = blocks[0]
    back = min(target, query)
    blocks[0] = (target - back, query - back, length + back)
    target, query, length = blocks[-1]
    on = min(target_length - target - length, query_length - query - length)
    blocks[-1] = (target, query, length + on)
    return blocks


def _conventional(reference: Reference, residues: list[int | None]) -> list[int | None]:
    column = CONVENTIONAL_DELETION.get(reference.subtype)
    if column is None:
        return residues
    reach = range(column - 1 - DELETION_REACH, column + DELETION_REACH)
    gaps = [index for index in reach if residues[index] is None]
    if len(gaps) != 1 or residues[reach.start] is None or residues[reach.stop - 1] is None:
        return residues
    moved = list(residues)
    del moved[gaps[0]]
    moved.insert(column - 1, None)
    return moved


def _letters(residues: Sequence[int | None], protein: str) -> str:
    placed = [column for column, index in enumerate(residues) if index is not None]
    if not placed:
        return UNKNOWN * len(residues)
    first, last = placed[0], placed[-1]
    return "".join(
        protein[index] if index is not None else GAP if first < column < last else UNKNOWN
        for column, index in enumerate(residues)
    )


def _insertions(residues: Sequence[int | None], protein: str) -> list[tuple[int, str]]:
    found = []
    before: int | None = None
    after_column = 0
    for column, index in enumerate(residues, start=1):
        if index is None:
            continue
        if before is not None and index > before + 1:
            found.append((after_column, protein[before + 1 : index]))
        before, after_column = index, column
    return found
