"""Scores of several references at once are those of the table that is filled for one."""

import numpy as np
import pytest
from Bio.Align import PairwiseAligner, substitution_matrices

from driftline_worker.reference.references import every_reference
from driftline_worker.sequences.full_alignment import full_scores

LETTERS = "ACDEFGHIKLMNPQRSTVWYXBZ"


@pytest.fixture(scope="module")
def table() -> PairwiseAligner:
    aligner = PairwiseAligner()
    aligner.substitution_matrix = substitution_matrices.load("BLOSUM62")
    aligner.mode = "global"
    aligner.open_gap_score = -11
    aligner.extend_gap_score = -1
    aligner.end_gap_score = 0
    return aligner


def _proteins() -> list[str]:
    draw = np.random.default_rng(5)
    strains = [each.signal + each.mature for each in every_reference().values()]
    damaged = []
    for strain in strains:
        letters = [LETTERS[draw.integers(len(LETTERS))] if draw.random() < 0.1 else each for each in strain]
        cut = int(draw.integers(300))
        damaged.append("".join(letters[cut : cut + 20] + letters[cut + 20 + int(draw.integers(30)) :]))
    chance = ["".join(LETTERS[each] for each in draw.integers(20, size=size)) for size in (1, 2, 30, 400)]
    return [*strains, *damaged, *chance, "X" * 40, "W", "MK" * 900]


def test_scores_are_those_of_a_full_table(table: PairwiseAligner) -> None:
    subtypes = list(every_reference())
    for protein in _proteins():
        expected = {each: table.score(every_reference()[each].target, protein) for each in subtypes}

        assert full_scores(subtypes, protein) == expected, protein


def test_no_reference_no_score() -> None:
    assert full_scores([], "MKTIIAL") == {}
