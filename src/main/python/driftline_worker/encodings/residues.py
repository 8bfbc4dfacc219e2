"""Residue rows: the published tables behind the encodings, by letter.

The gap row of a substitution matrix is its lowest score in every column, as the
NCBI's BLOSUM62 scores a residue against ``*``; the scales have a column for it.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RESIDUES = "ARNDCQEGHILKMFPSTWYV"
"""The 20 amino acids in the order of the published matrices."""

GAP = "-"
UNKNOWN = "X"
TABLES = Path(__file__).parents[1] / "tables"

Matrix = NDArray[np.float32]


def codes(aligned: str) -> NDArray[np.uint8]:
    """Bytes of a sequence, to index a table of 256 rows; what is not Latin-1 becomes ``?``."""
    return np.frombuffer(aligned.encode("latin-1", "replace"), dtype=np.uint8)


def by_byte(rows: Mapping[str, Matrix]) -> Matrix:
    """Spread the rows over a read-only table of 256 bytes; others stay zero."""
    features = len(next(iter(rows.values())))
    table = np.zeros((256, features), dtype=np.float32)
    for letter, row in rows.items():
        table[ord(letter)] = table[ord(letter.lower())] = row
    table.setflags(write=False)
    return table


def one_hot() -> Matrix:
    """Switches for the 20 residues and the gap, shape (256, 21)."""
    identity = np.eye(len(RESIDUES) + 1, dtype=np.float32)
    return by_byte(_with_gap(identity[:-1], identity[-1]))


def substitution_matrix(filename: str) -> Matrix:
    """Rows of a 20 by 20 matrix, shape (256, 20)."""
    scores = _read(filename)
    return by_byte(_with_gap(scores, np.full(scores.shape[1], scores.min(), dtype=np.float32)))


def scales(filename: str) -> Matrix:
    """Scales standardised over the 20 residues, and a column that marks a gap, shape (256, scales + 1)."""
    values = _read(filename)
    standard = (values - values.mean(axis=0)) / values.std(axis=0)
    rows = np.hstack([standard, np.zeros((len(RESIDUES), 1), dtype=np.float32)])
    gap = np.zeros(rows.shape[1], dtype=np.float32)
    gap[-1] = 1.0
    return by_byte(_with_gap(rows.astype(np.float32), gap))


def _read(filename: str) -> Matrix:
    """Read a table of 20 residue rows, shape (20, columns), in `RESIDUES` order."""
    text = (TABLES / filename).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = {row[0]: [float(value) for value in row[1:]] for row in csv.reader(lines[1:])}
    return np.array([rows[residue] for residue in RESIDUES], dtype=np.float32)


def _with_gap(values: Matrix, gap: Matrix) -> dict[str, Matrix]:
    return dict(zip(RESIDUES + GAP, [*values, gap], strict=True))
