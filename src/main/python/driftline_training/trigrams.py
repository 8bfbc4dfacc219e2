"""Learn the 3-gram embedding from HA1 sequences: ``python -m driftline_training.trigrams``.

Skip-gram with negative sampling factorises a matrix of shifted pointwise mutual
information (Levy & Goldberg 2014); here that matrix is factorised directly, which needs
no random numbers. Counted are the 3-grams that stand within five sites of each other in
the same sequence, over all distinct sequences of all subtypes. Each 3-gram's vector holds
the leading singular directions, weighted by the square roots of the singular values, with
the sign of each direction fixed by its largest entry. Vectors are scaled to a mean square
length of 1 and rounded to three decimals.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import SITES, read_fasta
from driftline_worker.encodings.trigrams import EDGE, FILE, LETTERS, PLACES

Floats = NDArray[np.float64]

FEATURES = 12
REACH = 5
SMOOTHING = 0.75
"""Power of the context frequencies, as in word2vec: rare contexts weigh less."""

HEADING = (
    "# 3-gram vectors learned from HA1 by driftline_training.trigrams: positive pointwise mutual information of\n"
    "# 3-grams within five sites, singular value decomposition. Rows 'left:', 'middle:' and 'right:' add up to\n"
    "# a 3-gram that is not listed.\n"
)


def grams(sequence: str) -> list[str]:
    """3-gram of each site; those with an unknown letter are empty.

    >>> grams("QKXLP")
    ['.QK', '', '', '', 'LP.']
    """
    padded = f"{EDGE}{sequence}{EDGE}"
    found = (padded[at : at + 3] for at in range(len(sequence)))
    return [gram if all(letter in LETTERS for letter in gram) else "" for gram in found]


def learn(sequences: Iterable[str], features: int = FEATURES) -> dict[str, Floats]:
    """Learn a vector for every 3-gram that occurs."""
    texts = [grams(each) for each in sorted(set(sequences))]
    vocabulary = {gram: number for number, gram in enumerate(sorted({gram for text in texts for gram in text} - {""}))}
    counts = np.zeros((len(vocabulary), len(vocabulary)))
    for text in texts:
        places = np.array([vocabulary.get(gram, -1) for gram in text])
        for reach in range(1, REACH + 1):
            first, second = places[:-reach], places[reach:]
            known = (first >= 0) & (second >= 0)
            np.add.at(counts, (first[known], second[known]), 1)
    vectors = _factorise(_ppmi(counts + counts.T), features)
    return {gram: vectors[number] for gram, number in vocabulary.items()}


def write(path: Path, vectors: dict[str, Floats]) -> None:
    """Write the table that `driftline_worker.encodings.trigrams` reads."""
    rows = _parts(vectors) | vectors
    lines = (f"{name},{','.join(f'{value:.3f}' for value in row)}" for name, row in rows.items())
    path.write_text(HEADING + "\n".join(lines) + "\n", "utf-8")


def _ppmi(counts: Floats) -> Floats:
    total = counts.sum()
    context = counts.sum(axis=0) ** SMOOTHING
    expected = np.outer(counts.sum(axis=1) / total, context / context.sum())
    with np.errstate(divide="ignore"):
        information = np.log(counts / total / expected)
    return np.maximum(information, 0.0)


def _factorise(matrix: Floats, features: int) -> Floats:
    left, values, _ = np.linalg.svd(matrix)
    vectors = left[:, :features] * np.sqrt(values[:features])
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(features)]
    vectors *= np.sign(largest)
    return np.asarray(vectors / np.sqrt((vectors**2).sum(axis=1).mean()))


def _parts(vectors: dict[str, Floats]) -> dict[str, Floats]:
    """Ridge regression of the vectors on their left, middle and right letters."""
    design = np.zeros((len(vectors), len(PLACES) * len(LETTERS)))
    for row, gram in enumerate(vectors):
        for place, letter in enumerate(gram):
            design[row, place * len(LETTERS) + LETTERS.index(letter)] = 1.0
    target = np.stack(list(vectors.values()))
    fitted = np.linalg.solve(design.T @ design + np.eye(design.shape[1]), design.T @ target)
    names = [f"{place}:{letter}" for place in PLACES for letter in LETTERS]
    return dict(zip(names, fitted, strict=True))


def main() -> None:
    """Learn from the sequences of a data folder and write the worker's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of aligned HA1")
    parser.add_argument("--tables", type=Path, required=True, help="folder of the worker's tables")
    options = parser.parse_args()
    sequences = [text for subtype in SITES for text in read_fasta(options.data / f"ha1_{subtype}.fasta").values()]
    write(options.tables / FILE, learn(sequences))


if __name__ == "__main__":
    main()
