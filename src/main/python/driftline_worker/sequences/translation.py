"""Nucleotides read as residues, by the standard genetic code."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

BASES = "ACGT"
IUPAC = "-ACMGRSVTWYHKDBN"
"""Letters by which bases they may stand for: 1 for A, 2 for C, 4 for G, 8 for T."""
COMPLEMENT = str.maketrans("ACMGRSVTWYHKDBN", "TGKCYSBAWRDMHVN")
CODED = "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF"
"""Residues of the codons from AAA to TTT."""
RESIDUES = "ACDEFGHIKLMNPQRSTVWY*"
UNDECIDED = "X"
_MASKS = np.zeros(256, np.intp)
_MASKS[np.frombuffer(IUPAC.encode("ascii"), np.uint8)] = np.arange(len(IUPAC))


def reverse_complement(bases: str) -> str:
    """Return the opposite strand; IUPAC letters, upper case.

    >>> reverse_complement("AARC")
    'GYTT'
    """
    return bases[::-1].translate(COMPLEMENT)


def translate(bases: str) -> str:
    """Return the residue of each whole codon: ``*`` for stops, X for codons that may be several.

    >>> translate("ATGTARCGNTNAA")
    'M*RX'
    """
    masks = _MASKS[np.frombuffer(bases.encode("ascii"), np.uint8)]
    codons = masks[: len(masks) // 3 * 3].reshape(-1, 3) @ (256, 16, 1)
    return bytes(_residues()[codons]).decode("ascii")


@cache
def _residues() -> NDArray[np.uint8]:
    """Return letters of residues by the masks of a codon's bases."""
    found = np.array([1 << RESIDUES.index(each) for each in CODED]).reshape(4, 4, 4)
    for axis in range(3):
        bases = np.moveaxis(found, axis, 0)
        masks = [np.bitwise_or.reduce(bases[[base for base in range(4) if mask >> base & 1]]) for mask in range(16)]
        found = np.moveaxis(np.stack(masks), 0, axis)
    letters = np.full(found.shape, ord(UNDECIDED), np.uint8)
    for place, letter in enumerate(RESIDUES):
        letters[found == 1 << place] = ord(letter)
    return letters.reshape(-1)
