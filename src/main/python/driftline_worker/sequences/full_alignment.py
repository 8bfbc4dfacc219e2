"""The best alignment by a full table: global with free ends (Gotoh, BLOSUM62, gap open 11, extend 1)."""

from functools import cache, lru_cache

from Bio.Align import PairwiseAligner, substitution_matrices

from driftline_worker.reference.references import every_reference

RECENT = 64


@lru_cache(RECENT)
def full_score(subtype: str, protein: str) -> float:
    """Return the score of a protein against a reference's target."""
    return float(_aligner().score(every_reference()[subtype].target, protein))


def full_path(target: str, protein: str) -> list[tuple[int, int, int]]:
    """Return the blocks without a gap of the best alignment: index in the target, in the protein, and length."""
    targets, queries = _aligner().align(target, protein)[0].aligned
    return [(int(t[0]), int(q[0]), int(t[1] - t[0])) for t, q in zip(targets, queries, strict=True)]


@cache
def _aligner() -> PairwiseAligner:
    aligner = PairwiseAligner()
    aligner.substitution_matrix = substitution_matrices.load("BLOSUM62")
    aligner.mode = "global"
    aligner.open_gap_score = -11
    aligner.extend_gap_score = -1
    aligner.end_gap_score = 0
    return aligner
