"""Rows for 3-grams: three neighbouring letters get one vector, learned from HA1.

A site's 3-gram is its residue with both neighbours; beyond either end stands ``.``. The
table is learned by ``driftline_training.trigrams`` and holds vectors for 3-grams alone, no
sequence. A 3-gram that training never met gets the sum of three rows that were fitted to
the learned vectors: one for its left, one for its middle and one for its right letter. A
3-gram with an unknown letter is unknown as a whole, and its row is all zero.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from driftline_worker.encodings.residues import GAP, RESIDUES, TABLES

Matrix = NDArray[np.float32]

EDGE = "."
LETTERS = RESIDUES + GAP + EDGE
PLACES = ("left", "middle", "right")
FILE = "trigrams.csv"
TRIGRAM_FEATURES = 12
"""Numbers of a vector, told here so that the table is read at first use."""


@dataclass(frozen=True, slots=True)
class Trigrams:
    """Vectors by three letters: `vectors` has shape (22, 22, 22, features)."""

    vectors: Matrix

    def encode(self, letters: NDArray[np.uint8]) -> Matrix:
        """Give the row of each site's 3-gram, (…, sites, features), of bytes (…, sites)."""
        own = _LETTER_OF[letters]
        edge = np.full((*own.shape[:-1], 1), LETTERS.index(EDGE))
        padded = np.concatenate([edge, own, edge], axis=-1)
        windows = np.stack([padded[..., :-2], padded[..., 1:-1], padded[..., 2:]])
        rows: Matrix = self.vectors[tuple(np.maximum(windows, 0))]
        rows[(windows < 0).any(axis=0)] = 0.0
        return rows


def _letter_table() -> NDArray[np.int64]:
    table = np.full(256, -1, dtype=np.int64)
    for number, letter in enumerate(RESIDUES + GAP):
        table[ord(letter)] = table[ord(letter.lower())] = number
    return table


_LETTER_OF = _letter_table()


@cache
def trigrams() -> Trigrams:
    """Read the table; its rows are 3-grams, and the fitted rows ``left:Q``, ``middle:Q``, ``right:Q``."""
    known: dict[str, list[float]] = {}
    for line in (TABLES / FILE).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, *numbers = line.split(",")
            known[name] = [float(number) for number in numbers]
    parts = [np.array([known.pop(f"{place}:{letter}") for letter in LETTERS]) for place in PLACES]
    vectors = parts[0][:, None, None] + parts[1][None, :, None] + parts[2][None, None, :]
    for gram, vector in known.items():
        vectors[tuple(LETTERS.index(letter) for letter in gram)] = vector
    table = vectors.astype(np.float32)
    table.setflags(write=False)
    return Trigrams(table)
