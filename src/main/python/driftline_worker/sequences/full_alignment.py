"""The best alignment by a full table: global with free ends (Gotoh, BLOSUM62, gap open 11, extend 1).

Where only scores are wanted, the tables of several references are filled at once, each in a lane of the processor's
vectors (Opal).
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from Bio.Align import PairwiseAligner, substitution_matrices
from pyopal import Aligner, Alphabet, Database
from scoring_matrices.lib import ScoringMatrix

from driftline_worker.reference.references import every_reference

OPEN, EXTEND = 11, 1
SETS = 1024
"""Sets of references that are kept ready."""


def full_scores(subtypes: Sequence[str], protein: str) -> dict[str, float]:
    """Return the scores of a protein against the targets of some references; 0 where nothing of it fits."""
    found = _scorer().align(protein, _targets(tuple(subtypes)), mode="score", algorithm="ov")
    return {subtypes[each.target_index]: max(float(each.score), 0.0) for each in found}


def full_path(target: str, protein: str) -> list[tuple[int, int, int]]:
    """Return the blocks without a gap of the best alignment: index in the target, in the protein, and length."""
    targets, queries = _aligner().align(target, protein)[0].aligned
    return [(int(t[0]), int(q[0]), int(t[1] - t[0])) for t, q in zip(targets, queries, strict=True)]


@lru_cache(SETS)
def _targets(subtypes: tuple[str, ...]) -> Database:
    return Database([every_reference()[each].target for each in subtypes], Alphabet(_matrix().alphabet))


@cache
def _matrix() -> ScoringMatrix:
    return ScoringMatrix.from_name("BLOSUM62")


@cache
def _scorer() -> Aligner:
    return Aligner(_matrix(), gap_open=OPEN, gap_extend=EXTEND)


@cache
def _aligner() -> PairwiseAligner:
    aligner = PairwiseAligner()
    aligner.substitution_matrix = substitution_matrices.load("BLOSUM62")
    aligner.mode = "global"
    aligner.open_gap_score = -OPEN
    aligner.extend_gap_score = -EXTEND
    aligner.end_gap_score = 0
    return aligner
